"use client";

import { useId, type ComponentProps, type ReactNode } from "react";
import { cn } from "./cn";
import { Input } from "./input";
import { Label } from "./label";
import { NativeSelect } from "./native-select";

interface FieldProps {
  label: string;
  /** What is wrong with the value; stands in the place of the help. */
  issue?: string | null;
  help?: ReactNode;
  /** The label stands before the control. */
  isInline?: boolean;
  className?: string;
  children: (control: {
    id: string;
    "aria-invalid": boolean;
    "aria-describedby": string;
  }) => ReactNode;
}

/** A control with its label above, and its help or what is wrong with it below, which is announced. */
export function Field({ label, issue = null, help, isInline, className, children }: FieldProps) {
  const id = useId();
  return (
    <div
      className={cn(isInline ? "flex items-center gap-1.5" : "grid content-start gap-1", className)}
    >
      <Label htmlFor={id} className={cn(isInline && "font-normal!")}>
        {label}
      </Label>
      {children({ id, "aria-invalid": issue !== null, "aria-describedby": `${id}-help` })}
      <p
        id={`${id}-help`}
        aria-live="polite"
        className={cn(
          "text-xs empty:hidden",
          issue === null ? "text-muted-foreground" : "text-danger",
        )}
      >
        {issue ?? help}
      </p>
    </div>
  );
}

interface TextFieldProps
  extends
    Omit<ComponentProps<"input">, "onChange" | "id">,
    Pick<FieldProps, "label" | "issue" | "help"> {
  value: string;
  onChange: (value: string) => void;
}

/** A labelled line of text. */
export function TextField({ label, issue, help, onChange, className, ...input }: TextFieldProps) {
  return (
    <Field {...{ label, issue, help, className }}>
      {(control) => (
        <Input {...input} {...control} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}

interface SelectFieldProps<T extends string> extends Pick<FieldProps, "label" | "issue" | "help"> {
  value: T;
  onChange: (value: T) => void;
  /** Words by value. */
  options: Readonly<Record<T, string>>;
}

/** A labelled choice of a few. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { value, onChange, options, ...field } = props;
  const isOption = (name: string): name is T => name in options;
  return (
    <Field {...field}>
      {(control) => (
        <NativeSelect
          {...control}
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
      )}
    </Field>
  );
}
