import { ScrollRegion } from "@/components/charts/scroll-region";
import { NativeSelect } from "@/components/ui/native-select";
import { formatCount, formatCountOf } from "@/lib/format";
import type { ImportPreview, ImportRemark } from "@/lib/people/schema";
import { toRemarkWords } from "@/lib/people/words";

interface ImportPreviewViewProps {
  preview: ImportPreview;
  onSheetChange: (sheet: string) => void;
  onColumnChange: (column: number) => void;
}

const SHOWN = 5;

/** What was recognised in a file, what was merged, and what was left out and why. */
export function ImportPreviewView({
  preview,
  onSheetChange,
  onColumnChange,
}: ImportPreviewViewProps) {
  const { recognised_count: count, known_count: known } = preview;
  return (
    <div className="grid gap-3 rounded-lg border p-3">
      <div className="flex flex-wrap gap-3 text-sm">
        {preview.sheets.length > 1 && (
          <label className="flex items-center gap-2">
            Sheet
            <NativeSelect
              value={preview.sheet}
              onChange={(event) => onSheetChange(event.target.value)}
            >
              {preview.sheets.map((sheet) => (
                <option key={sheet}>{sheet}</option>
              ))}
            </NativeSelect>
          </label>
        )}
        <label className="flex items-center gap-2">
          Column with the e-mails
          <NativeSelect
            value={preview.column ?? ""}
            onChange={(event) => onColumnChange(Number(event.target.value))}
          >
            {preview.column === null && <option value="">none found</option>}
            {preview.columns.map((column) => (
              <option key={column.index} value={column.index}>
                {column.header} ({formatCountOf(column.email_count, "e-mail")})
              </option>
            ))}
          </NativeSelect>
        </label>
      </div>
      <p role="status" className="text-sm font-medium">
        {formatCountOf(count, "person", "people")} recognised, {formatCount(known)} known to
        LiteLLM, {formatCountOf(preview.merged_count, "duplicate")} merged,{" "}
        {formatCountOf(preview.left_out_count, "row")} left out
      </p>
      {preview.uncalculated > 0 && (
        <p className="text-sm">
          {formatCountOf(preview.uncalculated, "cell")} of the file hold a formula without a value.
          If people are missing, open the file in a spreadsheet program, save it and choose it
          again.
        </p>
      )}
      <ul className="grid gap-0.5 text-sm text-muted-foreground">
        {preview.recognised.slice(0, SHOWN).map((person) => (
          <li key={person.person_id} className="truncate">
            {person.person_id}
            {person.name && ` · ${person.name}`}
          </li>
        ))}
        {count > SHOWN && <li>and {formatCount(count - SHOWN)} more</li>}
      </ul>
      <Remarks title="Left out" count={preview.left_out_count} remarks={preview.left_out} />
      <Remarks title="Merged" count={preview.merged_count} remarks={preview.merged} />
    </div>
  );
}

interface RemarksProps {
  title: string;
  count: number;
  remarks: readonly ImportRemark[];
}

function Remarks({ title, count, remarks }: RemarksProps) {
  if (count === 0) return null;
  return (
    <details className="text-sm">
      <summary>
        {title} ({formatCount(count)})
      </summary>
      <ScrollRegion label={`${title}, row by row`} className="max-h-40 overflow-y-auto pt-1">
        <ul className="text-muted-foreground">
          {remarks.map((remark) => (
            <li key={remark.row}>
              Row {formatCount(remark.row)}: {toRemarkWords(remark)}
              {remark.text && ` (${remark.text})`}
            </li>
          ))}
          {count > remarks.length && <li>and {formatCount(count - remarks.length)} more</li>}
        </ul>
      </ScrollRegion>
    </details>
  );
}
