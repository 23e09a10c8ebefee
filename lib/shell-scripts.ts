import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const INLINE_SCRIPT =
  /<script(?![^>]*(?:\ssrc=|\snonce=|application\/json))[^>]*>(.*?)<\/script>/gs;

/** The inline scripts of a page's HTML that stand there without a nonce, word for word. */
export function findInlineScripts(html: string): string[] {
  return [...html.matchAll(INLINE_SCRIPT)].map(([, script = ""]) => script);
}

let known: string[] | undefined;

/**
 * What the build wrote into the static shells: React's first lines and ours. Empty in development, where
 * there are no shells. Read once.
 */
export function listShellScripts(): readonly string[] {
  known ??= readShellScripts(
    path.join(/* turbopackIgnore: true */ process.cwd(), ".next/server/app"),
  );
  return known;
}

function readShellScripts(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true }).map(String);
  const shells = files.filter((file) => file.endsWith(".html"));
  const scripts = shells.flatMap((file) =>
    findInlineScripts(readFileSync(path.join(folder, file), "utf8")),
  );
  return [...new Set(scripts)];
}
