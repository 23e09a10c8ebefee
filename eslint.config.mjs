import path from "node:path";
import { defineConfig, globalIgnores } from "eslint/config";
import nextVitals from "eslint-config-next/core-web-vitals";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/* ---- Who may import whom -------------------------------------------------------------------- */

// Imports across folders use the alias, so a layer is a set of files and the addresses it may name.
const LIB_FILE = "lib/[\\w-]+";
const SCHEMA = "lib/[\\w-]+/(?:[\\w-]+-)?schema";
const STORE = "(?:[\\w-]+-)?store(?:-[\\w-]+)?";
const POLICY = "lib/auth/(?:policy|cookie|password)";
const BASE = [LIB_FILE, SCHEMA, POLICY];
const INFRA = [
  "lib/db/(?:batch|lease|reconnect)",
  "lib/upstream/.+",
  "lib/http/(?!(?:route|serve-read|with-answers)$)[\\w-]+",
  "lib/query/.+",
];
/** What runs in a browser as well: nothing here may reach settings, log or database. */
const BROWSER_BASE = [
  "lib/(?:errors|money|micro-usd|time|top-rows|format|format-details)",
  SCHEMA,
  "lib/auth/policy",
];
const BROWSER_CALCULATIONS = [
  "lib/usage/(?:budget-status|names|period|trend)",
  "lib/budgets/(?:fields|period|target)",
  "lib/analytics/(?:period|dimensions)",
  "lib/[\\w-]+/(?:[\\w-]+-)?words",
];
const BROWSER = [
  ...BROWSER_BASE,
  ...BROWSER_CALCULATIONS,
  "lib/[\\w-]+/(?:[\\w-]+-)?queries",
  "lib/http/(?:api-client|snapshot-headers)",
  "lib/query/.+",
];
const ENTRY =
  "lib/(?:sync|cli|otlp|testing)/|lib/[\\w-]+/reads$|lib/auth/(?:session|options|guards|providers|claims|github)|lib/http/(?:route|serve-read|with-answers)";
/** A domain's services and calculations, never its stores, which are its own. */
const DOMAIN = `(?!${ENTRY}|lib/db/)lib/[\\w-]+/(?!${STORE}$)[\\w-]+`;
/** What a page or an endpoint calls: never a store, the database or the worker's insides. */
const CALLED_BY_APP = [
  LIB_FILE,
  SCHEMA,
  `(?!lib/(?:db|http|upstream|query)/)${DOMAIN}`,
  "lib/[\\w-]+/reads",
  "lib/auth/.+",
  "lib/http/(?:route|with-answers|problem|body|id-schema)",
  "lib/query/.+",
  "lib/sync/service",
  "lib/otlp/receive",
  "components/.+",
  "app/.+",
];
const SHARED_UI = "components/(?:ui|charts|table|filters|feedback|layout)/[\\w-]+";
const SHARED_UI_FOLDERS = ["ui", "charts", "table", "filters", "feedback", "layout"];

const DRIVERS = {
  regex: "^(?:pg|@prisma/.*)$",
  message: "Only lib/db talks to the database's driver.",
};
const PARENT = {
  regex: "^\\.\\./",
  message: "Across folders use the alias: @/lib/….",
};

/** Every `@/` address that is not among `allowed` is an error for `files`. */
function layer(name, files, allowed, { ignores = [], extra = [], areTypesFree = true } = {}) {
  const only = allowed.length > 0 ? `(?!(?:${allowed.join("|")})$)` : "";
  return {
    name: `layer/${name}`,
    files,
    ignores: ["**/*.test.{ts,tsx}", ...ignores],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^@/${only}`,
              message: `The layer "${name}" may not import this; see "Who may import whom" in AGENTS.md.`,
              allowTypeImports: areTypesFree,
            },
            ...extra,
          ],
        },
      ],
    },
  };
}

const INFRA_AND_ENTRY_FOLDERS = [
  "db",
  "upstream",
  "http",
  "query",
  "sync",
  "cli",
  "otlp",
  "testing",
];
const DOMAIN_FILES = `lib/!(${INFRA_AND_ENTRY_FOLDERS.join("|")})/**/*.ts`;
const STORE_FILES = "lib/*/{store,*-store,store-*}.ts";
const AUTH_ENTRY_FILES = "lib/auth/{session,options,guards,providers,claims,github}.ts";
/** Of its own folder a file of the browser reaches these alone: what is not named may read the database. */
const OWN_BROWSER_FILES = {
  regex:
    "^\\./(?!(?:(?:[\\w-]+-)?(?:schema|queries|words)|period|budget-status|names|trend|dimensions|fields|target)$)",
  message: "This file runs in the browser too and reaches schemas, queries and pure calculations.",
  allowTypeImports: true,
};

const layers = [
  layer("base", ["lib/*.ts"], [], { extra: [DRIVERS], areTypesFree: false }),
  layer("database", ["lib/db/**/*.ts"], [LIB_FILE, "lib/db/.+"], { extra: [PARENT] }),
  layer("upstream", ["lib/upstream/**/*.ts"], [LIB_FILE, "lib/upstream/.+"], { extra: [DRIVERS] }),
  layer("http", ["lib/http/**/*.ts"], [...BASE, ...INFRA], { extra: [PARENT, DRIVERS] }),
  layer("query", ["lib/query/**/*.{ts,tsx}"], BROWSER, { extra: [PARENT, DRIVERS] }),
  layer("domain", [DOMAIN_FILES], [...BASE, ...INFRA, DOMAIN], { extra: [PARENT, DRIVERS] }),
  layer("store", [STORE_FILES], [...BASE, DOMAIN, "lib/db/.+"], { extra: [PARENT, DRIVERS] }),
  layer("schema", ["lib/*/{schema,*-schema}.ts", "lib/auth/policy.ts"], BROWSER_BASE, {
    extra: [PARENT, OWN_BROWSER_FILES],
  }),
  layer("queries", ["lib/*/{queries,*-queries}.ts"], BROWSER, {
    extra: [PARENT, OWN_BROWSER_FILES],
  }),
  layer("words", ["lib/*/{words,*-words}.ts"], [...BROWSER_BASE, ...BROWSER_CALCULATIONS], {
    extra: [PARENT, OWN_BROWSER_FILES],
  }),
  layer(
    "entry",
    [AUTH_ENTRY_FILES, "lib/http/{route,serve-read}.ts", "lib/http/with-answers.tsx"],
    [...BASE, ...INFRA, DOMAIN, "lib/auth/.+", "lib/db/reconnect"],
    {
      extra: [PARENT, DRIVERS],
    },
  ),
  layer("reads", ["lib/*/reads.ts"], ["lib/http/serve-read", "lib/sync/service"], {
    extra: [PARENT, DRIVERS],
  }),
  layer(
    "command line",
    ["lib/cli/**/*.ts"],
    [...BASE, ...INFRA, DOMAIN, "lib/db/.+", "lib/cli/.+", "lib/sync/.+"],
    {
      extra: [PARENT, DRIVERS],
    },
  ),
  // Bytes of OpenTelemetry to typed records, and the wrapper of its routes.
  layer("otlp", ["lib/otlp/**/*.ts"], [...BASE, ...INFRA, DOMAIN, "lib/otlp/.+", "lib/auth/.+"], {
    extra: [PARENT, DRIVERS],
  }),
  layer("worker", ["lib/sync/**/*.ts"], [...BASE, ...INFRA, DOMAIN, "lib/sync/.+"], {
    extra: [DRIVERS],
  }),
  layer(
    "worker's stores",
    ["lib/sync/**/*store*.ts", "lib/sync/main.ts"],
    [...BASE, ...INFRA, DOMAIN, "lib/sync/.+", "lib/db/.+"],
  ),
  layer("page components", ["components/**/*.{ts,tsx}"], [...BROWSER, SHARED_UI], {
    extra: [PARENT],
  }),
  ...SHARED_UI_FOLDERS.slice(1).map((folder) =>
    layer(`components/${folder}`, [`components/${folder}/**/*.{ts,tsx}`], [...BROWSER, SHARED_UI], {
      extra: [PARENT],
    }),
  ),
  layer("components/ui", ["components/ui/**/*.{ts,tsx}"], ["components/ui/[\\w-]+"], {
    extra: [PARENT],
  }),
  layer("app", ["app/**/*.{ts,tsx}"], CALLED_BY_APP, { extra: [DRIVERS] }),
  layer("stand-ins", ["e2e/upstream/**/*.ts"], ["e2e/upstream/.+"]),
];

/* ---- One way to do each thing --------------------------------------------------------------- */

const PROCESS_ENV = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: "Only lib/env.ts reads process.env: use getSettings() or toChildEnv().",
  },
  {
    selector: "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']",
    message: "Only lib/env.ts reads process.env: use getSettings() or toChildEnv().",
  },
];
const LOCALE = [
  {
    selector: "MemberExpression[object.name='Intl']",
    message: "Only lib/format.ts formats for people.",
  },
  {
    selector: "MemberExpression[property.name=/^toLocale(?:String|DateString|TimeString)$/]",
    message: "Only lib/format.ts formats for people.",
  },
];
const UPSTREAM_NAMES =
  "/\\b(?:team_id|team_alias|key_alias|api_key_breakdown|litellm_[a-z_]+|max_budget|soft_budget|api_requests|successful_requests|failed_requests)\\b/";
const UPSTREAM_FIELDS = [
  `Identifier[name=${UPSTREAM_NAMES}]`,
  `Literal[value=${UPSTREAM_NAMES}]`,
  `TemplateElement[value.raw=${UPSTREAM_NAMES}]`,
].map((selector) => ({
  selector,
  message: "Only lib/upstream knows LiteLLM's field names; translate them there.",
}));
const ALWAYS = [
  {
    selector: "ExportAllDeclaration",
    message: "No barrels: import from the file that has it.",
  },
  {
    selector: "ExportNamedDeclaration[source]",
    message: "No re-exports: import from the file that has it, if its layer may.",
  },
  {
    selector: "TSAsExpression > TSAsExpression",
    message: "A double cast hides a wrong type: parse the value, or write a type guard.",
  },
];
const PRODUCT_IMPORTS = [
  {
    selector: "ImportExpression > Literal[value=/^@\\u002f(?:e2e|app|lib\\u002ftesting)\\u002f/]",
    message: "Product code never imports tests or the application's routes.",
  },
];

function syntax(name, files, ...lists) {
  return {
    name: `syntax/${name}`,
    files,
    rules: { "no-restricted-syntax": ["error", ...ALWAYS, ...lists.flat()] },
  };
}

const syntaxRules = [
  syntax("everywhere", ["**/*.{ts,tsx}"], PROCESS_ENV, LOCALE),
  syntax(
    "product",
    ["{app,components,lib}/**/*.{ts,tsx}"],
    PROCESS_ENV,
    LOCALE,
    UPSTREAM_FIELDS,
    PRODUCT_IMPORTS,
  ),
  syntax("upstream", ["lib/upstream/**/*.ts"], PROCESS_ENV, LOCALE, PRODUCT_IMPORTS),
  syntax(
    "exporter of the gateway",
    ["lib/coding/harnesses/litellm.ts", "lib/coding/attributes.ts"],
    PROCESS_ENV,
    LOCALE,
    PRODUCT_IMPORTS,
  ),
  syntax("settings", ["lib/env.ts"], LOCALE, UPSTREAM_FIELDS),
  syntax("format", ["lib/format.ts"], PROCESS_ENV, UPSTREAM_FIELDS),
  syntax("tests", ["**/*.test.{ts,tsx}", "e2e/**/*.ts"], PROCESS_ENV),
];

const DRAWERS = /(?:^|\/)(?:utils?|helpers?|types|common|misc|index)(?:\/|\.tsx?$)/;
const KEBAB_CASE = /^(?:\[+(?:\.{3})?[a-zA-Z]+\]+|[a-z0-9]+(?:-[a-z0-9]+)*)(?:\.[a-z-]+)*$/;

/** Rules about a file's place and name, which no plugin here has. */
const house = {
  rules: {
    "file-name": {
      meta: { type: "problem", schema: [] },
      create: (context) => ({
        Program(node) {
          const file = path.relative(import.meta.dirname ?? process.cwd(), context.filename);
          const address = file.split(path.sep).join("/");
          if (DRAWERS.test(address)) {
            context.report({
              node,
              message: "Name the file for what it holds: no barrels, no drawers.",
            });
          }
          if (!KEBAB_CASE.test(path.basename(address))) {
            context.report({ node, message: "File names are kebab-case." });
          }
        },
      }),
    },
  },
};

/* ---- TypeScript, React, size ---------------------------------------------------------------- */

/** Where components and hooks live; React's rules analyse whole files and are slow elsewhere. */
const REACT_FILES = [
  "{app,components}/**/*.{ts,tsx}",
  "lib/**/*.tsx",
  "lib/*/{queries,*-queries}.ts",
];

const a11y = nextVitals.find((entry) => entry.plugins?.["jsx-a11y"])?.plugins["jsx-a11y"];

const typescript = {
  name: "typescript",
  files: ["**/*.{ts,tsx}"],
  extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  languageOptions: {
    parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
  },
  rules: {
    "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
    "@typescript-eslint/ban-ts-comment": [
      "error",
      { "ts-expect-error": true, "ts-ignore": true, "ts-nocheck": true },
    ],
    "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
    "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: true }],
    "@typescript-eslint/switch-exhaustiveness-check": [
      "error",
      { considerDefaultExhaustiveForUnions: true },
    ],
    // A handler may be async where its caller ignores the answer, as React's and Node's events do.
    "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
    "@typescript-eslint/no-confusing-void-expression": [
      "error",
      { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
    ],
    // These three cost more time than all others together and have found nothing others do not.
    "@typescript-eslint/no-deprecated": "off",
    "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
    "@typescript-eslint/no-unsafe-enum-assignment": "off",
    "@typescript-eslint/no-invalid-void-type": "off",
    "@typescript-eslint/prefer-nullish-coalescing": "off",
    "@typescript-eslint/unbound-method": "off",
    "@typescript-eslint/require-await": "off",
    "no-console": "error",
    eqeqeq: ["error", "always", { null: "ignore" }],
    "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }],
    "house/file-name": "error",
    "import-x/no-cycle": ["error", { ignoreExternal: true }],
    "import-x/no-default-export": "error",
  },
};

export default defineConfig(
  globalIgnores([
    ".next",
    ".data",
    "lib/db/generated",
    "next-env.d.ts",
    "test-results",
    "playwright-report",
    "public",
  ]),
  { name: "directives", linterOptions: { noInlineConfig: true } },
  nextVitals.map((entry) => (entry.rules ? { ...entry, files: REACT_FILES } : entry)),
  {
    name: "plugins",
    plugins: { house, "import-x": importX },
    settings: {
      "import-x/resolver-next": [
        createNodeResolver({
          extensions: [".ts", ".tsx", ".mjs", ".js"],
          tsconfig: {
            configFile: path.join(import.meta.dirname, "tsconfig.json"),
            references: "auto",
          },
        }),
      ],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts", ".tsx"] },
      react: { version: "19" },
    },
  },
  typescript,
  { name: "a11y", files: ["**/*.tsx"], rules: a11y.flatConfigs.recommended.rules },
  {
    name: "views",
    files: ["**/*.tsx"],
    rules: {
      "max-lines-per-function": ["error", { max: 80, skipBlankLines: true, skipComments: true }],
    },
  },
  ...syntaxRules,
  ...layers,
  {
    name: "tests",
    files: ["**/*.test.{ts,tsx}", "**/*.spec.ts"],
    rules: {
      "max-lines-per-function": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
    },
  },
  {
    name: "default exports that a tool asks for",
    files: [
      "app/**/*.tsx",
      "components/charts/*-plot.tsx",
      "*.config.ts",
      "lib/testing/global-setup.ts",
      "e2e/global-setup.ts",
    ],
    rules: { "import-x/no-default-export": "off" },
  },
  {
    name: "command output",
    files: ["e2e/**/*.ts", "lib/testing/setup.ts"],
    rules: { "no-console": "off" },
  },
);
