"use client";

import { useId, useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

interface CustomTimeFormProps {
  /** ISO times, UTC; null where none was chosen. */
  from: string | null;
  to: string | null;
  onApply: (from: string, to: string) => void;
}

const toInput = (iso: string | null) => iso?.slice(0, 16) ?? "";
const toIso = (text: string) => `${text}:00Z`;

function findProblem(from: string, to: string): { field: "from" | "to"; says: string } | null {
  if (from === "") return { field: "from", says: "Choose the start." };
  if (to === "") return { field: "to", says: "Choose the end." };
  if (to <= from) return { field: "to", says: "The end is before the start." };
  if (Date.parse(toIso(from)) > Date.now()) {
    return { field: "from", says: "The start is in the future." };
  }
  return null;
}

/** Two points in time, UTC; says which is wrong and why. */
export function CustomTimeForm({ from, to, onApply }: CustomTimeFormProps) {
  const [start, setStart] = useState(toInput(from));
  const [end, setEnd] = useState(toInput(to));
  const [isChecked, setIsChecked] = useState(false);
  const id = useId();
  const problem = isChecked ? findProblem(start, end) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsChecked(true);
    if (findProblem(start, end) === null) onApply(toIso(start), toIso(end));
  }

  const fields = [
    { field: "from", label: "Start (UTC)", value: start, change: setStart },
    { field: "to", label: "End (UTC)", value: end, change: setEnd },
  ] as const;

  return (
    <form onSubmit={submit} noValidate aria-label="Custom time" className="grid gap-2">
      {fields.map(({ field, label, value, change }) => (
        <div key={field} className="grid min-w-0 gap-1">
          <Label htmlFor={`${id}-${field}`} className="text-xs! text-muted-foreground">
            {label}
          </Label>
          <Input
            id={`${id}-${field}`}
            type="datetime-local"
            value={value}
            required
            aria-invalid={problem?.field === field}
            aria-describedby={`${id}-problem`}
            className="px-2! text-xs!"
            onChange={(event) => change(event.target.value)}
          />
        </div>
      ))}
      <p id={`${id}-problem`} role="alert" className="text-xs text-danger empty:hidden">
        {problem?.says}
      </p>
      <Button type="submit" variant="secondary" size="sm">
        Show this time
      </Button>
    </form>
  );
}
