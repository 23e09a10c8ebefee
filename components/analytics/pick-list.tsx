"use client";

import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";

export interface PickOption {
  id: string;
  name: string;
  detail: string | null;
}

interface PickListProps {
  label: string;
  placeholder: string;
  words: string;
  onWordsChange: (words: string) => void;
  /** Picked ones first, then what was found. */
  options: readonly PickOption[];
  picked: readonly string[];
  onChange: (picked: string[]) => void;
  isSearching: boolean;
  emptyWords: string;
}

/** A search box over a list of which any number can be picked. */
export function PickList(props: PickListProps) {
  const id = useId();
  const { options, picked } = props;
  return (
    <fieldset className="min-w-0">
      <legend className="pb-1.5 text-xs font-medium text-muted-foreground">{props.label}</legend>
      <Input
        type="search"
        aria-label={`Search ${props.label.toLowerCase()}`}
        placeholder={props.placeholder}
        className="mb-1.5"
        value={props.words}
        onChange={(event) => props.onWordsChange(event.target.value)}
      />
      <ul className="max-h-44 overflow-y-auto" aria-busy={props.isSearching}>
        {options.map((option) => (
          <li key={option.id} className="flex items-center gap-2 rounded-md px-1 hover:bg-accent">
            <Checkbox
              id={`${id}-${option.id}`}
              checked={picked.includes(option.id)}
              onChange={(event) =>
                props.onChange(
                  event.target.checked
                    ? [...picked, option.id]
                    : picked.filter((one) => one !== option.id),
                )
              }
            />
            <label
              htmlFor={`${id}-${option.id}`}
              className="flex min-w-0 flex-1 items-baseline gap-2 py-1.5"
            >
              <span className="truncate">{option.name}</span>
              {option.detail && (
                <span className="truncate text-xs text-muted-foreground">{option.detail}</span>
              )}
            </label>
          </li>
        ))}
      </ul>
      {options.length === 0 && (
        <p className="text-xs text-muted-foreground">
          {props.isSearching ? "Searching…" : props.emptyWords}
        </p>
      )}
    </fieldset>
  );
}
