"use client";

import { useId } from "react";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { formatUsdExact } from "@/lib/format";
import { readUsd } from "./parse-amount";

interface MoneyFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** What is wrong with it beside how it is written. */
  issue?: string | null;
  help?: string;
  isInline?: boolean;
}

/** An amount in USD: says while it is typed how it is read, or how to write it. */
export function MoneyField(props: MoneyFieldProps) {
  const { label, value, onChange, help, isInline = false } = props;
  const id = useId();
  const read = readUsd(value);
  const issue = read.issue ?? props.issue ?? null;
  const words = read.value === null ? help : `= ${formatUsdExact(read.value)}. ${help ?? ""}`;
  return (
    <div className={cn(isInline ? "flex items-center gap-1.5" : "grid content-start gap-1")}>
      <Label htmlFor={id} className={cn(isInline && "font-normal!")}>
        {label}
      </Label>
      <Input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        className={cn(isInline && "w-24!")}
        value={value}
        aria-invalid={issue !== null}
        aria-describedby={`${id}-help`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p
        id={`${id}-help`}
        aria-live="polite"
        className={cn(
          "text-xs empty:hidden",
          issue === null ? "text-muted-foreground" : "text-danger",
        )}
      >
        {issue ?? words}
      </p>
    </div>
  );
}
