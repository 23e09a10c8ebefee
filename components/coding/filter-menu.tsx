"use client";

import { ListFilter } from "lucide-react";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Label } from "@/components/ui/label";
import { NativeSelect } from "@/components/ui/native-select";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { codingQueries } from "@/lib/coding/queries";
import { useRead } from "@/lib/query/use-read";
import { FILTERS, type FilterName } from "./coding-search-params";
import { FILTER_WORDS } from "./filter-line";
import type { CodingUrlState } from "./use-coding-url";

/** Narrows every panel of the page; a click on any value in them does the same. */
export function FilterMenu({ url }: { url: CodingUrlState }) {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button variant="outline" title="Teams, people, agents and more">
          <ListFilter aria-hidden className="text-muted-foreground" />
          Filters
          {url.filterCount > 0 && (
            <span className="grid h-4 min-w-4 place-items-center rounded-full bg-primary px-1 text-2xs text-primary-foreground">
              {url.filterCount}
              <span className="sr-only"> picked</span>
            </span>
          )}
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="grid w-80! gap-2.5 p-3!" aria-label="Filters">
        {FILTERS.map((name) => (
          <FilterChoice key={name} name={name} url={url} />
        ))}
        <Button variant="quiet" size="sm" onClick={url.clearFilters}>
          Clear all
        </Button>
      </PopoverContent>
    </Popover>
  );
}

interface FilterChoiceProps {
  name: FilterName;
  url: CodingUrlState;
}

/** The values that there are in the range; choosing one adds it. */
function FilterChoice({ name, url }: FilterChoiceProps) {
  const id = useId();
  const { start_date, end_date } = url.question;
  const query = useRead(codingQueries.split.options({ start_date, end_date, by: name }));
  const rows = (query.data?.data ?? []).filter((row) => row.id !== "");
  const chosen = url.filters[name];
  return (
    <div className="grid grid-cols-[6.5rem_1fr] items-center gap-2">
      <Label htmlFor={id}>{FILTER_WORDS[name]}</Label>
      <NativeSelect
        id={id}
        value=""
        onChange={(event) => url.toggleFilter(name, event.target.value)}
      >
        <option value="" disabled>
          {chosen.length === 0 ? "All" : `${chosen.length} chosen`}
        </option>
        {rows.map((row) => (
          <option key={row.id} value={row.id}>
            {chosen.includes(row.id) ? `✓ ${row.name}` : row.name}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}
