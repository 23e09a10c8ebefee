import { SearchInput } from "@/components/filters/search-input";
import { NativeSelect } from "@/components/ui/native-select";
import { ROLE_LABELS } from "./role-labels";
import { ACCOUNT_ROLES, ACCOUNT_STATES } from "./accounts-search-params";
import type { AccountsUrlState } from "./use-accounts-url-state";

const STATE_LABELS = { all: "All states", active: "Active", disabled: "Disabled" } as const;

/** Search, role and state of the list of accounts. */
export function AccountsToolbar({ url }: { url: AccountsUrlState }) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput
        label="Search accounts by e-mail or name"
        placeholder="Search e-mail or name"
        value={url.q}
        onChange={url.setSearch}
      />
      <NativeSelect
        aria-label="Role"
        value={url.role}
        onChange={(event) => url.setRole(event.target.value)}
      >
        {ACCOUNT_ROLES.map((role) => (
          <option key={role} value={role}>
            {role === "all" ? "All roles" : ROLE_LABELS[role]}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        aria-label="State"
        value={url.state}
        onChange={(event) => url.setState(event.target.value)}
      >
        {ACCOUNT_STATES.map((state) => (
          <option key={state} value={state}>
            {STATE_LABELS[state]}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}
