import { SearchInput } from "@/components/filters/search-input";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/native-select";
import { ToggleGroup, ToggleGroupItem } from "@/components/ui/toggle-group";
import type { BudgetList } from "@/lib/budgets/schema";
import { formatCount } from "@/lib/format";
import { BUDGET_KINDS, BUDGET_STATES } from "./budgets-search-params";
import type { BudgetsUrlState } from "./use-budgets-url-state";

const STATE_WORDS = {
  all: "All",
  exceeded: "Exceeded",
  warning: "80%+",
  ok: "Within",
  none: "No limit",
  blocked: "Blocked",
} as const;
const KIND_WORDS = {
  all: "Tenants, agents, accounts",
  tenant: "Tenants",
  agent: "Agents",
  account: "People's accounts",
} as const;

interface BudgetFiltersProps {
  url: BudgetsUrlState;
  counts: BudgetList["counts"] | undefined;
}

/** Search, kind and state; the counts say what each state holds under the search. */
export function BudgetFilters({ url, counts }: BudgetFiltersProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <SearchInput
        label="Search budgets by name, tenant or id"
        placeholder="Search name, tenant or id"
        value={url.q}
        onChange={url.setSearch}
      />
      <NativeSelect
        aria-label="Kind of budget"
        value={url.kind}
        onChange={(event) => url.setKind(event.target.value)}
      >
        {BUDGET_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {KIND_WORDS[kind]}
          </option>
        ))}
      </NativeSelect>
      <div className="max-w-full overflow-x-auto">
        <ToggleGroup aria-label="State" value={url.state} onValueChange={url.setState}>
          {BUDGET_STATES.map((state) => (
            <ToggleGroupItem key={state} value={state}>
              {STATE_WORDS[state]}
              {counts && (
                <span className="text-muted-foreground">{formatCount(counts[state])}</span>
              )}
            </ToggleGroupItem>
          ))}
        </ToggleGroup>
      </div>
      {url.tenant !== "" && (
        <Button variant="outline" size="sm" onClick={url.clearTenant}>
          One tenant only: show all
        </Button>
      )}
    </div>
  );
}
