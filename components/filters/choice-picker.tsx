"use client";

import { X } from "lucide-react";
import { useId, useRef } from "react";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

const SHOWN = 6;

/** Something that is chosen by its name; the id goes into the request. */
export interface Choice {
  id: string;
  name: string;
  /** Where it belongs to, for names that occur more than once. */
  of?: string;
}

interface ChoicePickerProps<T extends Choice> {
  /** What is chosen, `Tenants`. */
  label: string;
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
  /** What the search found, the chosen ones included. */
  found: readonly T[];
  words: string;
  onWordsChange: (words: string) => void;
  /** False: another choice takes the place of the one before. */
  isMultiple?: boolean;
  /** What it means that nothing is chosen. */
  emptyWords?: string;
  /** Instead of the offers: the search failed or is under way. */
  status?: string;
}

/** What was chosen, and a search by name that adds to it. The focus stays in the search. */
export function ChoicePicker<T extends Choice>(props: ChoicePickerProps<T>) {
  const { label, chosen, onChange, words, isMultiple = true } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const noun = label.toLowerCase();
  const offered = props.found.filter((one) => !chosen.some(({ id: other }) => other === one.id));
  const isNothingFound = words.trim() !== "" && props.found.length === 0;
  function choose(next: T[]) {
    onChange(next);
    props.onWordsChange("");
    // The button that was pressed is gone; without this the focus would be nowhere.
    input.current?.focus();
  }
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      {chosen.length === 0 && props.emptyWords && (
        <p id={`${id}-empty`} className="text-xs text-muted-foreground">
          {props.emptyWords}
        </p>
      )}
      {chosen.length > 0 && (
        <ul className="flex flex-wrap gap-1" aria-label={`Chosen ${noun}`}>
          {chosen.map((one) => (
            <li key={one.id} className="max-w-full">
              <button
                type="button"
                aria-label={`Remove ${one.name}`}
                className="inline-flex h-6 max-w-full items-center gap-1 rounded-sm bg-brand-soft px-1.5 text-xs font-medium text-brand"
                onClick={() => choose(chosen.filter((other) => other !== one))}
              >
                <span className="truncate">{one.name}</span>
                <X aria-hidden className="size-3 shrink-0" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Input
        ref={input}
        id={id}
        type="search"
        autoComplete="off"
        placeholder={`Search ${noun} to ${isMultiple ? "add" : "choose"}`}
        aria-describedby={chosen.length === 0 && props.emptyWords ? `${id}-empty` : undefined}
        value={words}
        onChange={(event) => props.onWordsChange(event.target.value)}
      />
      <p role="status" className="text-xs text-muted-foreground empty:hidden">
        {props.status ?? (isNothingFound ? `No ${noun} of this name.` : "")}
      </p>
      {offered.length > 0 && (
        <ul className="flex flex-wrap gap-1" aria-label={`${label} to choose`}>
          {offered.slice(0, SHOWN).map((one) => (
            <li key={one.id} className="max-w-full">
              <button
                type="button"
                aria-label={`Add ${one.of === undefined ? one.name : `${one.name} of ${one.of}`}`}
                className="inline-flex h-6 max-w-full items-center gap-1 rounded-sm border px-1.5 text-xs hover:bg-accent"
                onClick={() => choose(isMultiple ? [...chosen, one] : [one])}
              >
                <span className="truncate">+ {one.name}</span>
                {one.of !== undefined && (
                  <span className="truncate text-muted-foreground">{one.of}</span>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
