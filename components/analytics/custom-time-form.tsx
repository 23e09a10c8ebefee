"use client";

import { TwoEndsForm, type EndProblem } from "@/components/filters/two-ends-form";

interface CustomTimeFormProps {
  /** ISO times, UTC; null where none was chosen. */
  from: string | null;
  to: string | null;
  onApply: (from: string, to: string) => void;
}

const LABELS = { from: "Start (UTC)", to: "End (UTC)", apply: "Show this time" };

const toInput = (iso: string | null) => iso?.slice(0, 16) ?? "";
const toIso = (text: string) => `${text}:00Z`;

function findProblem(from: string, to: string): EndProblem | null {
  if (from === "") return { field: "from", says: "Choose the start." };
  if (to === "") return { field: "to", says: "Choose the end." };
  if (to <= from) return { field: "to", says: "The end is before the start." };
  if (Date.parse(toIso(from)) > Date.now()) {
    return { field: "from", says: "The start is in the future." };
  }
  return null;
}

/** Two points in time, UTC. */
export function CustomTimeForm({ from, to, onApply }: CustomTimeFormProps) {
  return (
    <TwoEndsForm
      label="Custom time"
      type="datetime-local"
      labels={LABELS}
      from={toInput(from)}
      to={toInput(to)}
      findProblem={findProblem}
      onApply={(start, end) => onApply(toIso(start), toIso(end))}
    />
  );
}
