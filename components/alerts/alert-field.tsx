"use client";

import { useId } from "react";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

interface AlertFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** A labelled line of text. */
export function AlertField({ label, value, onChange }: AlertFieldProps) {
  const id = useId();
  return (
    <div className="grid content-start gap-1">
      <Label htmlFor={id}>{label}</Label>
      <Input id={id} value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
