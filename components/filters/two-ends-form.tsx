"use client";

import { useId, useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

/** Which end is wrong, and why. */
export interface EndProblem {
  field: "from" | "to";
  says: string;
}

interface TwoEndsFormProps {
  /** Names the form for screen readers. */
  label: string;
  type: "date" | "datetime-local";
  labels: { from: string; to: string; apply: string };
  /** As the input of that type writes it; empty where none was chosen. */
  from: string;
  to: string;
  max?: string;
  isSideBySide?: boolean;
  findProblem: (from: string, to: string) => EndProblem | null;
  onApply: (from: string, to: string) => void;
}

/** A start and an end; says which is wrong and why, once somebody asked for them. */
export function TwoEndsForm(props: TwoEndsFormProps) {
  const { labels, type, max, isSideBySide = false, findProblem, onApply } = props;
  const [from, setFrom] = useState(props.from);
  const [to, setTo] = useState(props.to);
  const [isChecked, setIsChecked] = useState(false);
  const id = useId();
  const problem = isChecked ? findProblem(from, to) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsChecked(true);
    if (findProblem(from, to) === null) onApply(from, to);
  }

  const fields = [
    { field: "from", value: from, change: setFrom },
    { field: "to", value: to, change: setTo },
  ] as const;

  return (
    <form onSubmit={submit} noValidate aria-label={props.label} className="grid gap-2">
      <div className={cn("grid gap-2", isSideBySide && "grid-cols-2")}>
        {fields.map(({ field, value, change }) => (
          <div key={field} className="grid min-w-0 gap-1">
            <Label htmlFor={`${id}-${field}`} className="text-xs! text-muted-foreground">
              {labels[field]}
            </Label>
            <Input
              id={`${id}-${field}`}
              type={type}
              value={value}
              max={max}
              required
              aria-invalid={problem?.field === field}
              aria-describedby={`${id}-problem`}
              className="px-2! text-xs!"
              onChange={(event) => change(event.target.value)}
            />
          </div>
        ))}
      </div>
      <p id={`${id}-problem`} role="alert" className="text-xs text-danger empty:hidden">
        {problem?.says}
      </p>
      <Button type="submit" variant="secondary" size="sm">
        {labels.apply}
      </Button>
    </form>
  );
}
