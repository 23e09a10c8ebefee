"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Label } from "@/components/ui/label";
import { MoneyField } from "@/components/filters/money-field";
import { NativeSelect } from "@/components/ui/native-select";
import { readUsd, toAmountText } from "@/components/filters/parse-amount";
import { ACCOUNT_FILTERS, STATUS_FILTER_WORDS, STATUS_FILTERS } from "@/lib/people/words";
import { KIND_LABELS } from "@/lib/spending/words";
import type { PeopleUrlState } from "./use-people-url-state";

const ACCOUNT_WORDS = { all: "All accounts", ...KIND_LABELS };

/** What narrows the table; everything is in the URL. */
export function PeopleFilters({ url }: { url: PeopleUrlState }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Choice
        label="Account"
        value={url.account}
        values={ACCOUNT_FILTERS}
        words={ACCOUNT_WORDS}
        onChange={url.setAccount}
      />
      <Choice
        label="Status"
        value={url.status}
        values={STATUS_FILTERS}
        words={STATUS_FILTER_WORDS}
        onChange={url.setStatus}
      />
      <span className="flex items-center gap-1.5 text-sm">
        <Checkbox
          id="people-active"
          checked={url.active}
          onChange={(event) => url.setActive(event.target.checked)}
        />
        <Label htmlFor="people-active" className="font-normal!">
          Active only
        </Label>
      </span>
      <MinimumSpend min={url.min} onChange={url.setMin} />
      {url.isNarrowed && (
        <Button variant="ghost" size="sm" onClick={url.clearFilters}>
          Clear
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  values: readonly Value[];
  words: Readonly<Record<Value, string>>;
  onChange: (value: Value) => void;
}

function Choice<Value extends string>({
  label,
  value,
  values,
  words,
  onChange,
}: ChoiceProps<Value>) {
  return (
    <NativeSelect
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = values.find((one) => one === event.target.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {values.map((one) => (
        <option key={one} value={one}>
          {words[one]}
        </option>
      ))}
    </NativeSelect>
  );
}

interface MinimumSpendProps {
  min: number;
  onChange: (min: number) => void;
}

/** Keeps what is typed while the URL has what was understood of it. */
function MinimumSpend({ min, onChange }: MinimumSpendProps) {
  const [typed, setTyped] = useState({ text: "", min: 0 });
  return (
    <MoneyField
      label="Minimum spend in USD"
      isInline
      value={typed.min === min ? typed.text : toAmountText(min)}
      onChange={(text) => {
        const { value, issue } = readUsd(text);
        const next = issue === null ? (value ?? 0) : min;
        setTyped({ text, min: next });
        if (next !== min) onChange(next);
      }}
    />
  );
}
