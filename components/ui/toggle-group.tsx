"use client";

import { createContext, use, type ComponentProps, type KeyboardEvent, type ReactNode } from "react";
import { cn } from "./cn";

interface Choice {
  value: string;
  onValueChange: (value: string) => void;
}

const ChoiceContext = createContext<Choice>({ value: "", onValueChange: () => undefined });

interface ToggleGroupProps extends Choice {
  type?: "single";
  /** Names the choice. */
  "aria-label": string;
  className?: string;
  children: ReactNode;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function moveChoice(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role='radio']")];
  const current = items.findIndex((item) => item === document.activeElement);
  const next = items[(current + step + items.length) % items.length];
  next?.focus();
  next?.click();
}

/** A segmented control for one of a few: one Tab stop, the arrows choose. */
export function ToggleGroup({
  type = "single",
  value,
  onValueChange,
  className,
  children,
  ...props
}: ToggleGroupProps) {
  return (
    <ChoiceContext value={{ value, onValueChange }}>
      <div
        role="radiogroup"
        data-slot="toggle-group"
        data-type={type}
        tabIndex={-1}
        className={cn("inline-flex h-7 items-center rounded-md bg-muted p-0.5", className)}
        onKeyDown={moveChoice}
        {...props}
      >
        {children}
      </div>
    </ChoiceContext>
  );
}

interface ToggleGroupItemProps extends Omit<ComponentProps<"button">, "value"> {
  value: string;
}

export function ToggleGroupItem({ value, className, ...props }: ToggleGroupItemProps) {
  const choice = use(ChoiceContext);
  const isOn = choice.value === value;
  return (
    <button
      type="button"
      role="radio"
      aria-checked={isOn}
      tabIndex={isOn ? 0 : -1}
      data-slot="toggle-group-item"
      data-state={isOn ? "on" : "off"}
      onClick={() => choice.onValueChange(value)}
      className={cn(
        "inline-flex h-6 items-center gap-1 rounded-sm px-2 text-xs font-medium text-muted-foreground transition-colors hover:text-foreground data-[state=on]:bg-card data-[state=on]:text-foreground data-[state=on]:ring-1 data-[state=on]:ring-border [&_svg]:size-3.5",
        className,
      )}
      {...props}
    />
  );
}

interface ChoiceGroupProps<T extends string> {
  /** Names the choice. */
  label: string;
  value: T;
  onChange: (value: T) => void;
  /** Words by value. */
  options: Readonly<Record<T, string>>;
  /** Stands behind a choice's words, such as a count. */
  renderMark?: (option: T) => ReactNode;
}

/** One of a few by their words; scrolls by itself where it is wider than the page. */
export function ChoiceGroup<T extends string>(props: ChoiceGroupProps<T>) {
  const { label, value, onChange, options, renderMark } = props;
  const names = Object.keys(options) as T[];
  const choose = (name: string) => onChange(names.find((one) => one === name) ?? value);
  return (
    <div className="max-w-full overflow-x-auto">
      <ToggleGroup aria-label={label} value={value} onValueChange={choose}>
        {names.map((name) => (
          <ToggleGroupItem key={name} value={name}>
            {options[name]}
            {renderMark?.(name)}
          </ToggleGroupItem>
        ))}
      </ToggleGroup>
    </div>
  );
}
