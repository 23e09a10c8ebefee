import { execFileSync } from "node:child_process";
import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { beforeAll, describe, expect, it, vi } from "vitest";

const IMPORTS = "@typescript-eslint/no-restricted-imports";
const SYNTAX = "no-restricted-syntax";

let withTypes: ESLint;
/** Rules that need no types also judge files that do not exist, which the type checker cannot. */
let withoutTypes: ESLint;

// The type checker reads the whole repository for its first file.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(() => {
  withTypes = new ESLint();
  withoutTypes = new ESLint({ overrideConfig: [tseslint.configs.disableTypeChecked] });
});

interface Finding {
  rule: string | null;
  isError: boolean;
}

async function lint(eslint: ESLint, filePath: string, code: string): Promise<Finding[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? []).map(({ ruleId, severity }) => ({
    rule: ruleId,
    isError: severity === 2,
  }));
}

interface Case {
  rule: string;
  file: string;
  code: string;
}

const FORBIDDEN_IMPORTS: readonly [file: string, address: string][] = [
  ["lib/money.ts", "@/lib/db/client"],
  ["lib/usage/schema.ts", "@/lib/env"],
  ["lib/usage/schema.ts", "./store"],
  ["lib/db/client.ts", "@/lib/usage/service"],
  ["lib/upstream/litellm/client.ts", "@/lib/db/client"],
  ["lib/http/problem.ts", "@/lib/usage/service"],
  ["lib/query/query-client.ts", "@/lib/usage/service"],
  ["lib/usage/service.ts", "@/lib/db/client"],
  ["lib/usage/service.ts", "@/lib/access/store"],
  ["lib/usage/service.ts", "@/lib/sync/main"],
  ["lib/usage/service.ts", "@/lib/auth/session"],
  ["lib/usage/service.ts", "@/components/ui/button"],
  ["lib/usage/service.ts", "@/app/providers"],
  ["lib/usage/service.ts", "@/e2e/stack"],
  ["lib/usage/service.ts", "@/lib/testing/database"],
  ["lib/usage/service.ts", "../access/store"],
  ["lib/usage/service.ts", "pg"],
  ["lib/usage/store.ts", "@/lib/access/store"],
  ["lib/usage/store.ts", "@prisma/client"],
  ["lib/usage/queries.ts", "./service"],
  ["lib/usage/queries.ts", "./anything-new"],
  ["lib/usage/schema.ts", "./anything-new"],
  ["lib/otlp/decode.ts", "@/lib/db/client"],
  ["lib/otlp/decode.ts", "@/lib/sync/run"],
  ["lib/usage/queries.ts", "@/lib/db/client"],
  ["lib/sync/runs/run.ts", "@/lib/db/client"],
  ["lib/sync/runs/run.ts", "@/lib/usage/store"],
  ["lib/cli/start.ts", "@/app/layout"],
  ["lib/cli/start.ts", "@/lib/testing/database"],
  ["components/usage/usage-view.tsx", "@/lib/usage/service"],
  ["components/usage/usage-view.tsx", "@/lib/usage/store"],
  ["components/usage/usage-view.tsx", "@/lib/db/client"],
  ["components/usage/usage-view.tsx", "@/lib/env"],
  ["components/usage/usage-view.tsx", "@/lib/logger"],
  ["components/usage/usage-view.tsx", "@/lib/upstream/litellm/client"],
  ["components/usage/usage-view.tsx", "@/components/admin/sync-runs"],
  ["components/charts/bar.tsx", "@/components/usage/usage-view"],
  ["components/ui/button.tsx", "@/components/charts/bar"],
  ["components/ui/button.tsx", "@/lib/usage/queries"],
  ["app/usage/page.tsx", "@/lib/db/client"],
  ["app/usage/page.tsx", "@/lib/usage/store"],
  ["app/usage/page.tsx", "@/lib/usage/my-agents-store"],
  ["app/usage/page.tsx", "@/lib/sync/run"],
  ["app/api/a/route.ts", "@/lib/upstream/litellm/client"],
  ["lib/usage/service.ts", "@/lib/http/route"],
  ["lib/usage/service.ts", "@/lib/usage/reads"],
  ["lib/usage/reads.ts", "@/lib/db/client"],
  ["lib/alerts/words.ts", "./alert-store"],
  ["lib/alerts/words.ts", "@/lib/budgets/changes"],
  ["app/usage/page.tsx", "@/lib/testing/database"],
  ["app/usage/page.tsx", "@/e2e/stack"],
  ["e2e/upstream/litellm/server.ts", "@/lib/money"],
];

const ALLOWED_IMPORTS: readonly [file: string, address: string][] = [
  ["lib/usage/service.ts", "./store"],
  ["lib/usage/service.ts", "@/lib/access/viewers"],
  ["lib/usage/service.ts", "@/lib/auth/policy"],
  ["lib/usage/service.ts", "@/lib/upstream/litellm/client"],
  ["lib/usage/store.ts", "@/lib/db/client"],
  ["lib/usage/queries.ts", "@/lib/http/api-client"],
  ["lib/usage/queries.ts", "./period"],
  ["lib/sync/usage/usage-store.ts", "@/lib/db/client"],
  ["lib/http/route.ts", "@/lib/auth/session"],
  ["components/usage/usage-view.tsx", "@/lib/usage/queries"],
  ["components/usage/usage-view.tsx", "@/lib/usage/schema"],
  ["components/usage/usage-view.tsx", "@/lib/format"],
  ["components/alerts/alert-columns.tsx", "@/lib/alerts/words"],
  ["lib/alerts/words.ts", "@/lib/budgets/period"],
  ["components/usage/usage-view.tsx", "@/components/charts/bar"],
  ["app/usage/page.tsx", "@/lib/usage/service"],
  ["app/usage/page.tsx", "@/lib/usage/reads"],
  ["lib/usage/reads.ts", "@/lib/http/serve-read"],
  ["lib/usage/service.test.ts", "@/lib/testing/database"],
];

const longFunction = (lines: number) =>
  `export function long() {\n${"  void 0;\n".repeat(lines)}}\n`;

const CASES: readonly Case[] = [
  { rule: SYNTAX, file: "lib/usage/service.ts", code: "export const key = process.env.KEY;" },
  { rule: SYNTAX, file: "lib/usage/service.ts", code: "const { env } = process;\nvoid env;" },
  { rule: SYNTAX, file: "lib/usage/service.ts", code: "export const f = new Intl.NumberFormat();" },
  { rule: SYNTAX, file: "components/usage/a.tsx", code: "export const t = (1).toLocaleString();" },
  { rule: SYNTAX, file: "lib/usage/service.ts", code: "export const field = 'team_alias';" },
  {
    rule: SYNTAX,
    file: "lib/sync/runs/run.ts",
    code: "export const a = (x) => x.api_key_breakdown;",
  },
  { rule: SYNTAX, file: "components/usage/a.tsx", code: "export const a = { max_budget: 1 };" },
  { rule: SYNTAX, file: "lib/usage/store.ts", code: "export const s = `SELECT key_alias`;" },
  { rule: SYNTAX, file: "lib/usage/service.ts", code: "export * from './store';" },
  { rule: SYNTAX, file: "lib/usage/reading.ts", code: "export { listRows } from './store';" },
  { rule: SYNTAX, file: "lib/usage/service.ts", code: "export const a = 1 as unknown as string;" },
  { rule: SYNTAX, file: "lib/cli/main.ts", code: "export const a = import('@/lib/testing/x');" },
  { rule: "house/file-name", file: "lib/usage/utils.ts", code: "export const a = 1;" },
  { rule: "house/file-name", file: "lib/usage/index.ts", code: "export const a = 1;" },
  { rule: "house/file-name", file: "components/usage/types.ts", code: "export const a = 1;" },
  { rule: "house/file-name", file: "lib/helpers/money.ts", code: "export const a = 1;" },
  { rule: "house/file-name", file: "components/usage/UsageView.tsx", code: "export const a = 1;" },
  { rule: "max-lines-per-function", file: "lib/usage/a.ts", code: longFunction(50) },
  { rule: "max-lines-per-function", file: "components/usage/a.tsx", code: longFunction(80) },
  { rule: "no-console", file: "lib/usage/a.ts", code: "console.log(1);" },
  { rule: "import-x/no-default-export", file: "lib/usage/a.ts", code: "export default 1;" },
  {
    rule: "@typescript-eslint/no-explicit-any",
    file: "lib/usage/a.ts",
    code: "export let a: any;",
  },
  {
    rule: "@typescript-eslint/no-non-null-assertion",
    file: "lib/usage/a.ts",
    code: "export const a = (b?: string) => b!.length;",
  },
  {
    rule: "@typescript-eslint/ban-ts-comment",
    file: "lib/usage/a.ts",
    code: "// @ts-ignore\nvoid 0;",
  },
  {
    rule: "react-hooks/rules-of-hooks",
    file: "components/usage/a.tsx",
    code: "import { useState } from 'react';\nexport function A() { if (Date.now()) useState(0); return null; }",
  },
  {
    rule: "jsx-a11y/alt-text",
    file: "components/usage/a.tsx",
    code: "export function A() { return <img src='/a.png' />; }",
  },
];

const TYPED_CASES: readonly Case[] = [
  {
    rule: "@typescript-eslint/no-floating-promises",
    file: "lib/money.ts",
    code: "export function a(): void { Promise.resolve(1); }",
  },
  {
    rule: "@typescript-eslint/consistent-type-imports",
    file: "lib/money.ts",
    code: 'import { AppErrorCode } from "./errors";\nexport let a: AppErrorCode;',
  },
  {
    rule: "@typescript-eslint/no-unsafe-return",
    file: "lib/money.ts",
    code: "export function a(): string { return JSON.parse('1'); }",
  },
  {
    rule: "import-x/no-cycle",
    file: "lib/env.ts",
    code: 'import { createLogger } from "./logger";\ncreateLogger("a");',
  },
];

describe("who may import whom", () => {
  it.each(FORBIDDEN_IMPORTS)("%s may not import %s", async (file, address) => {
    const findings = await lint(withoutTypes, file, `import { a } from "${address}";\nvoid a;\n`);
    expect(findings).toContainEqual({ rule: IMPORTS, isError: true });
  });

  it.each(ALLOWED_IMPORTS)("%s may import %s", async (file, address) => {
    const findings = await lint(withoutTypes, file, `import { a } from "${address}";\nvoid a;\n`);
    expect(findings.map(({ rule }) => rule)).not.toContain(IMPORTS);
  });
});

describe("one way to do each thing", () => {
  it.each(CASES)("$rule bites in $file: $code", async ({ rule, file, code }) => {
    expect(await lint(withoutTypes, file, code)).toContainEqual({ rule, isError: true });
  });

  it.each(TYPED_CASES)("$rule bites in $file: $code", async ({ rule, file, code }) => {
    expect(await lint(withTypes, file, code)).toContainEqual({ rule, isError: true });
  });

  it("does not let a comment turn a rule off", async () => {
    const code = "/* eslint-disable */\nexport let a: any;";
    const findings = await lint(withoutTypes, "lib/usage/a.ts", code);
    expect(findings).toContainEqual({ rule: "@typescript-eslint/no-explicit-any", isError: true });
  });

  it("lets lib/env.ts read the environment and lib/upstream name LiteLLM's fields", async () => {
    const env = await lint(withoutTypes, "lib/env.ts", "export const a = process.env;");
    const upstream = await lint(
      withoutTypes,
      "lib/upstream/a.ts",
      "export const a = 'team_alias';",
    );
    expect([...env, ...upstream].map(({ rule }) => rule)).not.toContain(SYNTAX);
  });
});

/** A name in a constant: it has no types that could be read. */
const CONFIG = ["..", "..", "eslint.config.mjs"].join("/");

/** As far as the configuration's globs go. */
function toRegExp(glob: string): RegExp {
  const source = glob
    .replace(/\./g, "\\.")
    .replace(/\{([^}]*)\}/g, (_, options: string) => `(?:${options.replaceAll(",", "|")})`)
    .replace(/!\(([^)]*)\)/g, "(?!(?:$1)/)[^/]*")
    .replace(/(?:\*\*\/)|\*/g, (part) => (part === "*" ? "[^/]*" : "(?:.*/)?"));
  return new RegExp(`^${source}$`);
}

describe("an exemption", () => {
  it("is for files that are there", async () => {
    const { default: config } = (await import(CONFIG)) as {
      default: { name?: string; files?: (string | string[])[]; ignores?: string[] }[];
    };
    const ours = config.filter(({ name }) =>
      /^(?:layer|syntax|default exports|command|views)/.test(name ?? ""),
    );
    const patterns = ours
      .flatMap(({ files = [] }) => files.flat())
      .filter((pattern) => !pattern.startsWith("**"));
    expect(patterns.length).toBeGreaterThan(20);
    const files = execFileSync("git", ["ls-files"], { encoding: "utf8" }).split("\n");
    const isThere = (pattern: string) => files.some((file) => toRegExp(pattern).test(file));
    expect(patterns.filter((pattern) => !isThere(pattern))).toEqual([]);
  });
});
