import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import { ROOT_DIR } from "@/lib/cli/processes";

const APP_DIR = path.join(ROOT_DIR, "app");

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

interface AppRoute {
  kind: "page" | "api";
  /** As in the folder names, groups left out: `/usage/[tenantId]`. */
  path: string;
  /** What a `route.ts` exports; a page has none of its own. */
  methods: readonly Method[];
}

function listExportedNames(statement: ts.Statement): string[] {
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.exportClause;
    if (!clause || !ts.isNamedExports(clause)) {
      throw new Error("A route names what it exports: `export *` hides its methods.");
    }
    return clause.elements.map((element) => element.name.text);
  }
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  if (!modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
  if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name.text] : [];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.map(({ name }) => name.getText());
}

async function readMethods(file: string): Promise<Method[]> {
  const source = ts.createSourceFile(
    file,
    await readFile(file, "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const names = new Set(source.statements.flatMap(listExportedNames));
  return METHODS.filter((method) => names.has(method));
}

/** Every page and endpoint that the folders of `app` declare, and the methods that an endpoint's source exports. */
export async function listAppRoutes(): Promise<AppRoute[]> {
  const entries = await readdir(APP_DIR, { recursive: true });
  const files = entries.filter((entry) => /(^|\/)(page\.tsx|route\.ts)$/.test(entry));
  const routes = await Promise.all(
    files.map(async (entry): Promise<AppRoute> => {
      const segments = path.dirname(entry).split(path.sep);
      const shown = segments.filter((segment) => segment !== "." && !/^\(.*\)$/.test(segment));
      const isPage = entry.endsWith("page.tsx");
      return {
        kind: isPage ? "page" : "api",
        path: `/${shown.join("/")}`,
        methods: isPage ? [] : await readMethods(path.join(APP_DIR, entry)),
      };
    }),
  );
  return routes.sort((a, b) => a.path.localeCompare(b.path));
}
