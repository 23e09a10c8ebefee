import { createHash } from "node:crypto";

interface PolicyInput {
  /** Inline scripts of this answer that carry it may run. */
  nonce: string;
  /** Inline scripts that stand in the static shells, word for word. */
  scripts: readonly string[];
  isDevelopment: boolean;
}

function toHashSource(script: string): string {
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}

/** A page's policy: scripts of ours, inline ones only with the nonce or word for word. */
export function toContentSecurityPolicy({ nonce, scripts, isDevelopment }: PolicyInput): string {
  const inline = [`'nonce-${nonce}'`, ...scripts.map(toHashSource)].join(" ");
  return [
    "default-src 'self'",
    `script-src 'self' ${inline}${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "script-src-attr 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
