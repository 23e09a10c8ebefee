import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { MoneyField } from "@/components/filters/money-field";
import { NativeSelect } from "@/components/ui/native-select";
import { EDIT_ACTIONS, type EditAction } from "./edit-actions";

const PERIODS = ["1d", "7d", "30d", "1mo"];

interface EditFieldsProps {
  action: EditAction;
  onAction: (id: string) => void;
  value: string;
  onValue: (value: string) => void;
  reason: string;
  onReason: (reason: string) => void;
  /** What is wrong with the value; announced. */
  issue: string | null;
  reasonIssue: string | null;
}

/** What to change, to what, and why. */
export function EditFields(props: EditFieldsProps) {
  const { action, issue } = props;
  return (
    <div className="grid gap-3">
      <div className="grid gap-1">
        <Label htmlFor="budget-action">What to change</Label>
        <NativeSelect
          id="budget-action"
          className="w-full"
          value={action.id}
          onChange={(event) => props.onAction(event.target.value)}
        >
          {EDIT_ACTIONS.map((one) => (
            <option key={one.id} value={one.id}>
              {one.label}
            </option>
          ))}
        </NativeSelect>
      </div>
      {action.field?.kind === "usd" && (
        <MoneyField
          key={action.id}
          label={action.field.label}
          value={props.value}
          onChange={props.onValue}
          issue={issue}
          help={action.field.help}
        />
      )}
      {action.field && action.field.kind !== "usd" && (
        <div className="grid gap-1">
          <Label htmlFor="budget-value">{action.field.label}</Label>
          <Input
            id="budget-value"
            inputMode={action.field.kind === "duration" ? "text" : "decimal"}
            autoComplete="off"
            list={action.field.kind === "duration" ? "budget-periods" : undefined}
            value={props.value}
            aria-invalid={issue !== null}
            aria-describedby="budget-value-help"
            onChange={(event) => props.onValue(event.target.value)}
          />
          <datalist id="budget-periods">
            {PERIODS.map((period) => (
              <option key={period} value={period} />
            ))}
          </datalist>
          <p id="budget-value-help" className="text-xs text-muted-foreground" aria-live="polite">
            {issue ? <span className="text-danger">{issue}</span> : action.field.help}
          </p>
        </div>
      )}
      <div className="grid gap-1">
        <Label htmlFor="budget-reason">Why</Label>
        <Input
          id="budget-reason"
          value={props.reason}
          maxLength={500}
          aria-invalid={props.reasonIssue !== null}
          aria-describedby="budget-reason-help"
          onChange={(event) => props.onReason(event.target.value)}
        />
        <p id="budget-reason-help" className="text-xs text-muted-foreground" aria-live="polite">
          {props.reasonIssue ? (
            <span className="text-danger">{props.reasonIssue}</span>
          ) : (
            "Kept with the change, for whoever asks later."
          )}
        </p>
      </div>
    </div>
  );
}
