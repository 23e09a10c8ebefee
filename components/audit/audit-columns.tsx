import { Bot, KeyRound } from "lucide-react";
import type { TableColumn } from "@/components/table/table-columns";
import type { AuditRow } from "@/lib/audit/schema";
import { formatDateTime, MISSING } from "@/lib/format";
import { toActionWords, toChangedFields, toEntityWords, toKindWords } from "./audit-words";
import type { AuditUrlState } from "./use-audit-url-state";

/** Each field that changed, `role user → operator`. */
function AuditChange({ entry }: { entry: Pick<AuditRow, "before" | "after"> }) {
  const fields = toChangedFields(entry);
  if (fields.length === 0) return <span className="text-muted-foreground">{MISSING}</span>;
  return (
    <ul className="grid max-w-96 gap-0.5 py-1 text-xs">
      {fields.map(({ field, before, after }) => (
        <li
          key={field}
          className="truncate"
          title={`${field}: ${[before, after].filter((value) => value !== null).join(" → ")}`}
        >
          <span className="text-muted-foreground">{field}</span>{" "}
          {before !== null && (
            <span className={after === null ? "" : "line-through decoration-muted-foreground"}>
              {before}
            </span>
          )}
          {before !== null && after !== null && <span aria-hidden> → </span>}
          {after !== null && <span className="font-medium">{after}</span>}
        </li>
      ))}
    </ul>
  );
}

const LINK = "max-w-64 truncate text-left hover:text-brand hover:underline";

/** One row an entry; a click on who or what narrows the log to it. */
export function toAuditColumns(setFilter: AuditUrlState["setFilter"]): TableColumn<AuditRow>[] {
  return [
    {
      id: "at",
      header: "When",
      cell: (entry) => <time dateTime={entry.at}>{formatDateTime(entry.at)}</time>,
    },
    {
      id: "actor",
      header: "Who",
      cell: (entry) => (
        <span className="flex items-center gap-1.5">
          <button
            type="button"
            className={LINK}
            onClick={() => setFilter({ actor: entry.actor })}
            title="Show only this actor"
          >
            {entry.actor}
          </button>
          {!entry.is_person && (
            <Bot className="size-3.5 text-muted-foreground" aria-label="not a person" />
          )}
          {entry.token_id && (
            <KeyRound className="size-3.5 text-muted-foreground" aria-label="with an API token" />
          )}
        </span>
      ),
    },
    {
      id: "action",
      header: "Action",
      cell: (entry) => (
        <button
          type="button"
          className={LINK}
          onClick={() => setFilter({ action: entry.action })}
          title="Show only this action"
        >
          {toActionWords(entry.action)}
        </button>
      ),
    },
    {
      id: "entity",
      header: "What",
      cell: (entry) => (
        <button
          type="button"
          className={LINK}
          onClick={() => setFilter({ kind: entry.entity_kind, entity: entry.entity_id })}
          title={`Show only ${toEntityWords(entry)} (${entry.entity_id})`}
        >
          <span className="text-xs text-muted-foreground">{toKindWords(entry.entity_kind)}</span>{" "}
          {toEntityWords(entry)}
        </button>
      ),
    },
    { id: "change", header: "Change", cell: (entry) => <AuditChange entry={entry} /> },
    {
      id: "reason",
      header: "Reason",
      cell: (entry) => (
        <span className="block max-w-64 truncate" title={entry.reason ?? undefined}>
          {entry.reason ?? MISSING}
        </span>
      ),
    },
  ];
}
