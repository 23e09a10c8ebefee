"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { NativeSelect } from "@/components/ui/native-select";
import { toActionWords, toKindWords } from "./audit-words";
import type { AuditUrlState } from "./use-audit-url-state";

interface AuditFiltersProps {
  url: AuditUrlState;
  actors: readonly string[];
  actions: readonly string[];
  entityKinds: readonly string[];
}

/** Who, what was done, to what, and when (UTC days, both included). */
export function AuditFilters({ url, actors, actions, entityKinds }: AuditFiltersProps) {
  const { scope, setFilter } = url;
  const id = useId();
  return (
    <div className="grid w-full grid-cols-2 items-center gap-2 sm:flex sm:w-auto sm:flex-wrap">
      <Choice
        label="Actor"
        all="Everybody"
        value={scope.actor}
        choices={actors}
        onChange={(actor) => setFilter({ actor })}
      />
      <Choice
        label="Action"
        all="All actions"
        value={scope.action}
        choices={actions}
        toWords={toActionWords}
        onChange={(action) => setFilter({ action })}
      />
      <Choice
        label="Kind"
        all="All kinds"
        value={scope.entity_kind}
        choices={entityKinds}
        toWords={toKindWords}
        onChange={(kind) => setFilter({ kind })}
      />
      <Input
        key={`entity ${scope.entity_id}`}
        aria-label="Id of what was changed"
        placeholder="Id"
        className="w-full sm:w-36!"
        defaultValue={scope.entity_id}
        onBlur={(event) => setFilter({ entity: event.target.value.trim() })}
        onKeyDown={(event) => {
          if (event.key === "Enter") setFilter({ entity: event.currentTarget.value.trim() });
        }}
      />
      {(["from", "to"] as const).map((field) => (
        <div key={field} className="flex items-center gap-1.5">
          <Label htmlFor={`${id}-${field}`} className="text-xs! text-muted-foreground">
            {field === "from" ? "From" : "To"}
            <span className="sr-only"> day, UTC</span>
          </Label>
          <Input
            id={`${id}-${field}`}
            type="date"
            className="w-full px-1.5 text-xs sm:w-36! sm:px-2.5 sm:text-sm"
            value={field === "from" ? scope.start_date : scope.end_date}
            onChange={(event) => setFilter({ [field]: event.target.value })}
          />
        </div>
      ))}
      {url.isFiltered && (
        <Button variant="quiet" className="col-span-2" onClick={url.clear}>
          Clear all
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  all: string;
  value: string;
  choices: readonly string[];
  toWords?: (choice: string) => string;
  onChange: (value: string) => void;
}

function Choice({ label, all, value, choices, toWords = String, onChange }: ChoiceProps) {
  const known = value === "" || choices.includes(value) ? choices : [value, ...choices];
  return (
    <NativeSelect
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{all}</option>
      {known.map((choice) => (
        <option key={choice} value={choice}>
          {toWords(choice)}
        </option>
      ))}
    </NativeSelect>
  );
}
