import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * V8 then compiles a script's functions on another thread while it arrives. Without it each is compiled by the
 * page's own thread when it is called first, which for React and Next takes half of their start.
 */
const COMPILE_HINT = "//# allFunctionsCalledOnLoad\n";

/** Smaller scripts are compiled sooner than another thread is asked. */
const MIN_BYTES = 30 * 1024;

/** Marks the built scripts of the browser, each once. */
export async function addCompileHints(distDir: string): Promise<void> {
  const chunkDir = path.join(distDir, "static/chunks");
  const names = await readdir(chunkDir);
  const scripts = names.filter((name) => name.endsWith(".js"));
  await Promise.all(scripts.map((name) => addCompileHint(path.join(chunkDir, name))));
}

async function addCompileHint(file: string): Promise<void> {
  const { size } = await stat(file);
  if (size < MIN_BYTES) return;
  const script = await readFile(file, "utf8");
  if (!script.startsWith(COMPILE_HINT)) await writeFile(file, COMPILE_HINT + script);
}
