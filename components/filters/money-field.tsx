"use client";

import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
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
  const read = readUsd(value);
  const words = read.value === null ? help : `= ${formatUsdExact(read.value)}. ${help ?? ""}`;
  return (
    <Field label={label} issue={read.issue ?? props.issue} help={words} isInline={isInline}>
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          autoComplete="off"
          className={cn(isInline && "w-24!")}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
