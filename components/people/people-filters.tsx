"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Label } from "@/components/ui/label";
import { MoneyField } from "@/components/filters/money-field";
import { NativeSelect } from "@/components/ui/native-select";
import { readUsd, toAmountText } from "@/components/filters/parse-amount";
import { ACCOUNTS, STATUSES } from "./people-search-params";
import type { PeopleUrlState } from "./use-people-url-state";

const ACCOUNT_WORDS = { all: "All accounts", web: "Web", cli: "CLI", premium: "Premium" } as const;
const STATUS_WORDS = {
  all: "Any status",
  active: "Active",
  no_spend: "No spend",
  not_found: "Not in LiteLLM",
  partial: "Partial",
} as const;

/** What narrows the table; everything is in the URL. */
export function PeopleFilters({ url }: { url: PeopleUrlState }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <NativeSelect
        aria-label="Account"
        value={url.account}
        onChange={(event) =>
          url.setAccount(ACCOUNTS.find((one) => one === event.target.value) ?? "all")
        }
      >
        {ACCOUNTS.map((account) => (
          <option key={account} value={account}>
            {ACCOUNT_WORDS[account]}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        aria-label="Status"
        value={url.status}
        onChange={(event) =>
          url.setStatus(STATUSES.find((one) => one === event.target.value) ?? "all")
        }
      >
        {STATUSES.map((status) => (
          <option key={status} value={status}>
            {STATUS_WORDS[status]}
          </option>
        ))}
      </NativeSelect>
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
      {(url.filterCount > 0 || url.q !== "") && (
        <Button variant="ghost" size="sm" onClick={url.clearFilters}>
          Clear
        </Button>
      )}
    </div>
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
