"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import type { AuditUrlState } from "./use-audit-url-state";

interface AuditFiltersProps {
  url: AuditUrlState;
  actions: readonly string[];
  entityKinds: readonly string[];
}

/** Who, what was done, to what, and when (UTC days, both included). */
export function AuditFilters({ url, actions, entityKinds }: AuditFiltersProps) {
  const { scope, setFilter } = url;
  const id = useId();
  return (
    <div className="grid w-full grid-cols-2 items-center gap-2 sm:flex sm:w-auto sm:flex-wrap">
      <Input
        key={`actor ${scope.actor}`}
        aria-label="Actor"
        placeholder="Actor's e-mail"
        className="w-full sm:w-44!"
        defaultValue={scope.actor}
        onBlur={(event) => setFilter({ actor: event.target.value.trim() })}
        onKeyDown={(event) => {
          if (event.key === "Enter") setFilter({ actor: event.currentTarget.value.trim() });
        }}
      />
      <Choice
        label="Action"
        all="All actions"
        value={scope.action}
        choices={actions}
        onChange={(action) => setFilter({ action })}
      />
      <Choice
        label="Kind"
        all="All kinds"
        value={scope.entity_kind}
        choices={entityKinds}
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
        <Input
          key={field}
          id={`${id}-${field}`}
          type="date"
          aria-label={field === "from" ? "From day, UTC" : "To day, UTC"}
          className="w-full px-1.5 text-xs sm:w-36! sm:px-2.5 sm:text-sm"
          value={field === "from" ? scope.start_date : scope.end_date}
          onChange={(event) => setFilter({ [field]: event.target.value })}
        />
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
  onChange: (value: string) => void;
}

function Choice({ label, all, value, choices, onChange }: ChoiceProps) {
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
          {choice}
        </option>
      ))}
    </NativeSelect>
  );
}
