import type { PersonInsight } from "@/lib/analytics/lookup";
import { DIMENSION_LABELS, INTENT_LABELS, TIER_LABELS } from "@/lib/analytics/dimensions";
import type { AccountsReading } from "@/lib/freshness/store";
import { toPersonSpending, type AccountRow } from "@/lib/spending/account-figures";
import type { PersonKind } from "@/lib/spending/identity";
import type { AccountFigures } from "@/lib/spending/schema";
import { KIND_LABELS } from "@/lib/spending/words";
import type { PersonRow } from "./schema";
import { ATTENTION_WORDS, STATUS_WORDS } from "./words";

type ExportAccount = Pick<
  AccountFigures,
  | "kind"
  | "state"
  | "spend_usd"
  | "limit_usd"
  | "soft_limit_usd"
  | "duration"
  | "reset_at"
  | "is_blocked"
>;

interface ExportPerson extends PersonRow {
  accounts: ExportAccount[];
  insight: PersonInsight | null;
}

const WORDS = {
  status: STATUS_WORDS,
  attention: ATTENTION_WORDS,
  kind: KIND_LABELS,
  dimension: DIMENSION_LABELS,
  tier: TIER_LABELS,
  intent: INTENT_LABELS,
};

/** What the exported page carries: its people and the words that its script shows. */
export interface ExportData {
  kinds: readonly PersonKind[];
  people: ExportPerson[];
  words: typeof WORDS;
}

interface ExportSources {
  kinds: readonly PersonKind[];
  reading: Pick<AccountsReading, "listedAt">;
  accounts: readonly AccountRow[];
  insights: ReadonlyMap<string, PersonInsight>;
}

function toExportAccount(account: AccountFigures): ExportAccount {
  const { kind, state, spend_usd, limit_usd, soft_limit_usd, duration, reset_at } = account;
  const { is_blocked } = account;
  return { kind, state, spend_usd, limit_usd, soft_limit_usd, duration, reset_at, is_blocked };
}

export function toExportData(
  people: readonly PersonRow[],
  { kinds, reading, accounts, insights }: ExportSources,
  now: Date,
): ExportData {
  const byPerson = new Map<string, AccountRow[]>();
  for (const account of accounts) {
    const own = byPerson.get(account.person_id) ?? [];
    byPerson.set(account.person_id, [...own, account]);
  }
  return {
    kinds,
    words: WORDS,
    people: people.map((row) => {
      const own = byPerson.get(row.person_id) ?? [];
      const spending = toPersonSpending(row.person_id, own, reading.listedAt, now);
      const shown = spending.accounts.filter(({ kind }) => kinds.includes(kind));
      return {
        ...row,
        accounts: shown.map(toExportAccount),
        insight: insights.get(row.person_id) ?? null,
      };
    }),
  };
}
