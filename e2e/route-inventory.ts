import { readdir } from "node:fs/promises";
import path from "node:path";
import { ROOT_DIR } from "@/lib/cli/processes";

const APP_DIR = path.join(ROOT_DIR, "app");

export interface AppRoute {
  kind: "page" | "api";
  /** As in the folder names, groups left out: `/usage/[tenantId]`. */
  path: string;
}

/** Every page and endpoint that the folders of `app` declare. */
export async function listAppRoutes(): Promise<AppRoute[]> {
  const entries = await readdir(APP_DIR, { recursive: true });
  return entries
    .filter((entry) => /(^|\/)(page\.tsx|route\.ts)$/.test(entry))
    .map((entry): AppRoute => {
      const segments = path.dirname(entry).split(path.sep);
      const shown = segments.filter((segment) => segment !== "." && !/^\(.*\)$/.test(segment));
      return { kind: entry.endsWith("page.tsx") ? "page" : "api", path: `/${shown.join("/")}` };
    })
    .sort((a, b) => a.path.localeCompare(b.path));
}
