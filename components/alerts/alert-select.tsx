"use client";

import { useId } from "react";
import { Label } from "@/components/ui/label";
import { NativeSelect } from "@/components/ui/native-select";

interface AlertSelectProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  /** Words by value. */
  options: Readonly<Record<T, string>>;
}

/** A labelled choice of a few. */
export function AlertSelect<T extends string>(props: AlertSelectProps<T>) {
  const { label, value, onChange, options } = props;
  const id = useId();
  const isOption = (name: string): name is T => name in options;
  return (
    <div className="grid content-start gap-1">
      <Label htmlFor={id}>{label}</Label>
      <NativeSelect
        id={id}
        className="w-full"
        value={value}
        onChange={(event) => isOption(event.target.value) && onChange(event.target.value)}
      >
        {Object.entries<string>(options).map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}
