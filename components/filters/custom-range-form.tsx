"use client";

import { useId, useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import type { IsoDay } from "@/lib/time";
import { findRangeProblem } from "./resolve-range";

interface CustomRangeFormProps {
  startDate: IsoDay;
  endDate: IsoDay;
  today: IsoDay;
  onApply: (from: IsoDay, to: IsoDay) => void;
}

/** Two calendar days, both included; says which is wrong and why. */
export function CustomRangeForm({ startDate, endDate, today, onApply }: CustomRangeFormProps) {
  const [from, setFrom] = useState(startDate);
  const [to, setTo] = useState(endDate);
  const [isChecked, setIsChecked] = useState(false);
  const id = useId();
  const problem = isChecked ? findRangeProblem(from, to, today) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsChecked(true);
    if (findRangeProblem(from, to, today) === null) onApply(from, to);
  }

  const fields = [
    { field: "from", label: "First day", value: from, change: setFrom },
    { field: "to", label: "Last day", value: to, change: setTo },
  ] as const;

  return (
    <form onSubmit={submit} noValidate aria-label="Custom range" className="grid gap-2">
      <div className="grid grid-cols-2 gap-2">
        {fields.map(({ field, label, value, change }) => (
          <div key={field} className="grid min-w-0 gap-1">
            <Label htmlFor={`${id}-${field}`} className="text-xs! text-muted-foreground">
              {label}
            </Label>
            <Input
              id={`${id}-${field}`}
              type="date"
              value={value}
              max={today}
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
        Show these days
      </Button>
    </form>
  );
}
