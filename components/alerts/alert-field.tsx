"use client";

import { useId } from "react";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

interface AlertFieldProps {
  label: string;
  value: string;
  /** Why it is not understood. */
  issue?: string | null;
  onChange: (value: string) => void;
}

/** A labelled line of text. */
export function AlertField({ label, value, issue = null, onChange }: AlertFieldProps) {
  const id = useId();
  return (
    <div className="grid content-start gap-1">
      <Label htmlFor={id}>{label}</Label>
      <Input
        id={id}
        value={value}
        aria-invalid={issue !== null}
        aria-describedby={`${id}-issue`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-issue`} aria-live="polite" className="text-xs text-danger empty:hidden">
        {issue}
      </p>
    </div>
  );
}
