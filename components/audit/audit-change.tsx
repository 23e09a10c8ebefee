import { MISSING } from "@/lib/format";
import type { AuditRow, AuditValue } from "@/lib/audit/schema";

const LONGEST = 60;

function toWords(value: AuditValue): string {
  if (value === null || value === undefined || value === "") return MISSING;
  if (typeof value === "string") return value;
  if (Array.isArray(value)) {
    return value.length === 0 ? "none" : value.map((one: AuditValue) => toWords(one)).join(", ");
  }
  return JSON.stringify(value);
}

function shorten(words: string): string {
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}

/** Each field that changed, `role: user → operator`. */
export function AuditChange({ entry }: { entry: Pick<AuditRow, "before" | "after"> }) {
  const fields = [
    ...new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})]),
  ];
  if (fields.length === 0) return <span className="text-muted-foreground">{MISSING}</span>;
  return (
    <ul className="grid max-w-96 gap-0.5 py-1 text-xs">
      {fields.map((field) => {
        const before = toWords(entry.before?.[field]);
        const after = toWords(entry.after?.[field]);
        return (
          <li key={field} className="truncate" title={`${field}: ${before} → ${after}`}>
            <span className="text-muted-foreground">{field}</span>{" "}
            {entry.before && (
              <span className={entry.after ? "line-through decoration-muted-foreground" : ""}>
                {shorten(before)}
              </span>
            )}
            {entry.before && entry.after && <span aria-hidden> → </span>}
            {entry.after && <span className="font-medium">{shorten(after)}</span>}
          </li>
        );
      })}
    </ul>
  );
}
