import type { SessionRow } from "@/lib/coding/schema";

/** How the URL names a session. */
export function toSessionParam(row: Pick<SessionRow, "harness" | "session_id" | "tenant_id">) {
  return [row.harness, row.session_id, row.tenant_id].map(encodeURIComponent).join("/");
}

/** Null for what names none. */
export function parseSessionParam(text: string) {
  const [harness, sessionId, tenant = ""] = text.split("/").map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return "";
    }
  });
  return harness && sessionId ? { harness, sessionId, tenant } : null;
}
