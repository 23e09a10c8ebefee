"use client";

import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";

export interface FilterOption {
  id: string;
  name: string;
}

export interface FilterChoicesProps {
  agents: readonly FilterOption[];
  providers: readonly FilterOption[];
  agentIds: readonly string[];
  providerIds: readonly string[];
  onAgentsChange: (agentIds: string[]) => void;
  onProvidersChange: (providers: string[]) => void;
  onClear: () => void;
}

/** What the filter menu shows. */
export function FilterChoices(props: FilterChoicesProps) {
  return (
    <>
      <div className="max-h-[min(28rem,70dvh)] overflow-y-auto p-3">
        <FilterGroup
          label="Agents"
          options={props.agents}
          picked={props.agentIds}
          onChange={props.onAgentsChange}
        />
        <div className="my-3 border-t" />
        <FilterGroup
          label="Providers"
          options={props.providers}
          picked={props.providerIds}
          onChange={props.onProvidersChange}
        />
      </div>
      <div className="flex justify-end border-t p-2">
        <Button
          variant="quiet"
          size="sm"
          disabled={props.agentIds.length + props.providerIds.length === 0}
          onClick={props.onClear}
        >
          Clear all
        </Button>
      </div>
    </>
  );
}

interface FilterGroupProps {
  label: string;
  options: readonly FilterOption[];
  picked: readonly string[];
  onChange: (picked: string[]) => void;
}

/** From this many options there is a search box. */
const SEARCH_FROM = 9;

function FilterGroup({ label, options, picked, onChange }: FilterGroupProps) {
  const id = useId();
  const [words, setWords] = useState("");
  const wanted = words.trim().toLowerCase();
  const known = new Set(options.map((option) => option.id));
  const unknown = picked.filter((one) => !known.has(one)).map((one) => ({ id: one, name: one }));
  const all = [...unknown, ...options];
  const shown = all.filter((option) => option.name.toLowerCase().includes(wanted));
  return (
    <fieldset className="min-w-0">
      <legend className="pb-1.5 text-xs font-medium text-muted-foreground">{label}</legend>
      {all.length >= SEARCH_FROM && (
        <Input
          type="search"
          aria-label={`Search ${label.toLowerCase()}`}
          placeholder={`Search ${label.toLowerCase()}`}
          className="mb-1.5"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <ul className="max-h-52 overflow-y-auto">
        {shown.map((option) => (
          <li key={option.id} className="flex items-center gap-2 rounded-md px-1 hover:bg-accent">
            <Checkbox
              id={`${id}-${option.id}`}
              checked={picked.includes(option.id)}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? [...picked, option.id]
                    : picked.filter((one) => one !== option.id),
                )
              }
            />
            <label htmlFor={`${id}-${option.id}`} className="min-w-0 flex-1 truncate py-1.5">
              {option.name}
            </label>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="text-xs text-muted-foreground">None in this period.</p>}
    </fieldset>
  );
}
