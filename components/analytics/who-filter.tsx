"use client";

import { ListFilter } from "lucide-react";
import { useId, useState } from "react";
import { useDebounced } from "@/components/filters/use-debounced";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { insightQueries } from "@/lib/analytics/queries";
import type { AnalyticsUrl } from "./use-analytics-url";
import { usePickedPeople } from "./use-picked-names";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { useRead } from "@/lib/query/use-read";

const ME_OPTION: PickOption = { id: "me", name: "Me", detail: null };

function withPickedFirst(picked: readonly PickOption[], found: readonly PickOption[]) {
  const ids = new Set(picked.map((option) => option.id));
  return [...picked, ...found.filter((option) => !ids.has(option.id))];
}

/** Narrows every tab to some people and projects. */
export function WhoFilter({ url }: { url: AnalyticsUrl }) {
  const count = url.person.length + url.project.length;
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="outline" title="People and projects">
          <ListFilter aria-hidden className="text-muted-foreground" />
          People and projects
          {count > 0 && (
            <span className="grid h-4 min-w-4 place-items-center rounded-full bg-primary px-1 text-2xs text-primary-foreground">
              {count}
              <span className="sr-only"> picked</span>
            </span>
          )}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-96! p-0!" aria-label="People and projects">
        <div className="grid gap-3 p-3">
          <PeoplePick url={url} />
          <div className="border-t" />
          <ProjectsPick url={url} />
        </div>
        <div className="flex justify-end border-t p-2">
          <Button
            variant="quiet"
            size="sm"
            disabled={url.filterCount === 0}
            onClick={url.clearFilters}
          >
            Clear all
          </Button>
        </div>
      </PopoverContent>
    </Popover>
  );
}

function PeoplePick({ url }: { url: AnalyticsUrl }) {
  const [words, setWords] = useState("");
  const q = useDebounced(words.trim());
  const { data, isFetching } = useRead(insightQueries.people.options({ q }));
  const toOption = (person: { id: string; name: string; email: string | null }): PickOption => ({
    id: person.id,
    name: person.name,
    detail: person.email,
  });
  const picked = usePickedPeople(url.person).map(toOption);
  const found = data?.data.items.map(toOption) ?? [];
  const me = q === "" && data?.data.me ? [ME_OPTION] : [];
  return (
    <PickList
      label="People"
      placeholder="Search name or e-mail"
      words={words}
      onWordsChange={setWords}
      options={withPickedFirst(picked, [...me, ...found])}
      picked={url.person}
      onChange={url.setPeople}
      isSearching={isFetching}
      emptyWords="Nobody has this name."
    />
  );
}

function ProjectsPick({ url }: { url: AnalyticsUrl }) {
  const [words, setWords] = useState("");
  const { data, isFetching } = useRead(insightQueries.projects.options({}));
  const toOption = (name: string): PickOption => ({ id: name, name, detail: null });
  const wanted = words.trim().toLowerCase();
  const found = (data?.data ?? []).filter((name) => name.toLowerCase().includes(wanted));
  return (
    <PickList
      label="Projects"
      placeholder="Search projects"
      words={words}
      onWordsChange={setWords}
      options={withPickedFirst(url.project.map(toOption), found.map(toOption))}
      picked={url.project}
      onChange={url.setProjects}
      isSearching={isFetching}
      emptyWords="No project has this name."
    />
  );
}

interface PickOption {
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
function PickList(props: PickListProps) {
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
