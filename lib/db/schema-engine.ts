import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlQuery,
  type SqlResultSet,
} from "@prisma/driver-adapter-utils";
import * as engineBindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

export type SchemaEngine = engineBindings.SchemaEngine;

/** What the generated bindings export beside their declared types. */
interface WasmBindings {
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

const BINDINGS_MODULE = "@prisma/schema-engine-wasm/schema_engine_bg";

/** Where the engine, and Prisma's client, hand in the message of a panic. */
const panics: typeof globalThis & {
  PRISMA_WASM_PANIC_REGISTRY?: { set_message(message: string): void };
} = globalThis;

let loading: Promise<void> | undefined;

function isWasmBindings(module: object): module is WasmBindings {
  return "__wbg_set_wasm" in module;
}

function hasStart(
  exports: WebAssembly.Exports,
): exports is WebAssembly.Exports & { __wbindgen_start: () => void } {
  return "__wbindgen_start" in exports;
}

/** Prisma's native engine is a download; the same engine as WebAssembly comes with npm. */
async function loadEngine(): Promise<void> {
  const bindings: object = engineBindings;
  if (!isWasmBindings(bindings)) throw new Error("Unknown build of @prisma/schema-engine-wasm.");
  panics.PRISMA_WASM_PANIC_REGISTRY ??= {
    set_message: (message) => {
      throw new Error(`Prisma's schema engine failed: ${message}`);
    },
  };
  const folder = path.dirname(createRequire(import.meta.url).resolve(BINDINGS_MODULE));
  const binary = await readFile(path.join(folder, "schema_engine_bg.wasm"));
  const module = await WebAssembly.compile(new Uint8Array(binary));
  const instance = await WebAssembly.instantiate(module, {
    "./schema_engine_bg.js": { ...bindings },
  });
  bindings.__wbg_set_wasm(instance.exports);
  if (hasStart(instance.exports)) instance.exports.__wbindgen_start();
}

/** Columns of the catalogue whose type is the one-letter "char", which the adapter does not know. */
const LETTER_COLUMNS = new Set(["constraint_type", "confdeltype", "confupdtype"]);

function castLetters(sql: string): string {
  return sql
    .replaceAll(/\bconstr\.contype AS\b/g, "constr.contype::text AS")
    .replaceAll(/\bcon\.(confdeltype|confupdtype)\b/g, "con.$1::text AS $1");
}

function withLetterTypes(result: SqlResultSet): SqlResultSet {
  const columnTypes = result.columnTypes.map((type, index) =>
    LETTER_COLUMNS.has(result.columnNames[index] ?? "") ? ColumnTypeEnum.Character : type,
  );
  return { ...result, columnTypes };
}

/** Scripts go to PostgreSQL whole: the adapter splits them at every semicolon, which cuts SQL functions apart. */
function adaptForMigrations(adapter: SqlDriverAdapter, pool: pg.Pool): SqlDriverAdapter {
  const queryRaw = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    executeScript: async (script: string) => {
      await pool.query(script);
    },
    queryRaw: async (query: SqlQuery) =>
      withLetterTypes(await queryRaw({ ...query, sql: castLetters(query.sql) })),
  });
}

/** Runs `work` with Prisma's schema engine on the database at `url`, one connection in all. */
export async function withSchemaEngine<T>(
  url: string,
  schema: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loading ??= loadEngine();
  await loading;
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 10_000 });
  pool.on("error", () => undefined); // The query that needed the connection reports it.
  const factory = new PrismaPg(pool);
  try {
    const engine = await engineBindings.SchemaEngine.new(
      { datamodels: [["schema.prisma", schema]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory({
        provider: factory.provider,
        adapterName: factory.adapterName,
        connect: async () => adaptForMigrations(await factory.connect(), pool),
        connectToShadowDb: () => factory.connectToShadowDb(),
      }),
    );
    return await work(engine);
  } finally {
    await pool.end();
  }
}
