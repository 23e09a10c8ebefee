"use client";

import { ListFilter } from "lucide-react";
import { useState } from "react";
import { type Choice, ChoicePicker } from "@/components/filters/choice-picker";
import { useDebounced } from "@/components/filters/use-debounced";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { insightQueries } from "@/lib/analytics/queries";
import type { PersonOption } from "@/lib/analytics/schema";
import type { AnalyticsUrl } from "./use-analytics-url";
import { usePickedPeople } from "./use-picked-names";
import { useRead } from "@/lib/query/use-read";

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

/** "Me" is offered first while nothing is searched. */
const ME_CHOICE: Choice = { id: "me", name: "Me" };

const toChoice = ({ id, name, email }: PersonOption): Choice => ({
  id,
  name,
  of: email ?? undefined,
});

function PeoplePick({ url }: { url: AnalyticsUrl }) {
  const [words, setWords] = useState("");
  const q = useDebounced(words.trim());
  const { data, isFetching } = useRead(insightQueries.people.options({ q }));
  const me = q === "" && data?.data.me ? [ME_CHOICE] : [];
  return (
    <ChoicePicker
      label="People"
      chosen={usePickedPeople(url.person).map(toChoice)}
      onChange={(chosen) => url.setPeople(chosen.map(({ id }) => id))}
      found={[...me, ...(data?.data.items.map(toChoice) ?? [])]}
      words={words}
      onWordsChange={setWords}
      status={isFetching ? "Searching…" : undefined}
    />
  );
}

function ProjectsPick({ url }: { url: AnalyticsUrl }) {
  const [words, setWords] = useState("");
  const { data } = useRead(insightQueries.projects.options({}));
  const toProject = (name: string): Choice => ({ id: name, name });
  const wanted = words.trim().toLowerCase();
  const found = data?.data.filter((name) => name.toLowerCase().includes(wanted)) ?? [];
  return (
    <ChoicePicker
      label="Projects"
      chosen={url.project.map(toProject)}
      onChange={(chosen) => url.setProjects(chosen.map(({ id }) => id))}
      found={found.map(toProject)}
      words={words}
      onWordsChange={setWords}
    />
  );
}
