"use client";

import { ListFilter } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

export interface FilterOption {
  id: string;
  name: string;
}

interface FilterMenuProps {
  agents: readonly FilterOption[];
  providers: readonly FilterOption[];
  agentIds: readonly string[];
  providerIds: readonly string[];
  onAgentsChange: (agentIds: string[]) => void;
  onProvidersChange: (providers: string[]) => void;
  onClear: () => void;
}

/** Narrows every panel of the page to some agents and providers. */
export function FilterMenu(props: FilterMenuProps) {
  const count = props.agentIds.length + props.providerIds.length;
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="outline" title="Agents and providers">
          <ListFilter aria-hidden className="text-muted-foreground" />
          <span className="in-data-[slot=sheet-content]:hidden">Filters</span>
          <span className="hidden in-data-[slot=sheet-content]:inline">Agents and providers</span>
          {count > 0 && (
            <span className="grid h-4 min-w-4 place-items-center rounded-full bg-primary px-1 text-2xs text-primary-foreground">
              {count}
              <span className="sr-only"> picked</span>
            </span>
          )}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-80! p-0!" aria-label="Filters">
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
          <Button variant="quiet" size="sm" disabled={count === 0} onClick={props.onClear}>
            Clear all
          </Button>
        </div>
      </PopoverContent>
    </Popover>
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
