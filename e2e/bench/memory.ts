import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { ROOT_DIR } from "@/lib/cli/processes";
import { BENCH_DIR } from "./options";

const MIB = 1024 * 1024;

const noteSchema = z.object({
  pid: z.number(),
  rss: z.number().optional(),
  heapUsed: z.number().optional(),
  external: z.number().optional(),
});

export interface MemorySample {
  atMs: number;
  rssMib: number;
  /** Of JavaScript's heap, after a collection, with the buffers beside it. */
  heldMib: number;
}

/** A process that notes its memory whenever it is asked to. */
export interface MemoryProbe {
  /** What to start it with. */
  nodeArgs: string[];
  sample(): Promise<MemorySample>;
}

export async function createMemoryProbe(name: string): Promise<MemoryProbe> {
  const file = path.join(ROOT_DIR, BENCH_DIR, `memory-${name}.jsonl`);
  await mkdir(path.dirname(file), { recursive: true });
  await rm(file, { force: true });
  const module = pathToFileURL(path.join(ROOT_DIR, "e2e/bench/memory-probe.mjs"));
  module.searchParams.set("file", file);
  const readNotes = async () => {
    const lines = (await readFile(file, "utf8")).trim().split("\n");
    return lines.map((line) => noteSchema.parse(JSON.parse(line)));
  };
  return {
    nodeArgs: ["--expose-gc", "--import", module.href],
    async sample() {
      const before = await readNotes();
      const [first] = before;
      if (!first) throw new Error(`${name} did not load its probe.`);
      process.kill(first.pid, "SIGUSR2");
      let notes = before;
      for (; notes.length === before.length; notes = await readNotes()) await sleep(20);
      const { rss = 0, heapUsed = 0, external = 0 } = notes.at(-1) ?? {};
      return { atMs: Date.now(), rssMib: rss / MIB, heldMib: (heapUsed + external) / MIB };
    },
  };
}
