import { cpus, totalmem } from "node:os";
import type { Table } from "./report";

const BYTES_PER_GIB = 2 ** 30;

/** What the figures were measured on. */
export function describeMachine(postgresVersion: string): Table {
  const [cpu] = cpus();
  return {
    title: "Machine",
    columns: ["part", "value"],
    rows: [
      ["processor", cpu?.model.trim() ?? "unknown"],
      ["cores", String(cpus().length)],
      ["memory", `${(totalmem() / BYTES_PER_GIB).toFixed(1)} GiB`],
      ["system", `${process.platform} ${process.arch}`],
      ["Node.js", process.version],
      ["PostgreSQL", postgresVersion],
    ],
  };
}
