import { toUsdText, type Cell, type CsvTable } from "@/lib/http/csv";
import type { Snapshot, SnapshotState } from "@/lib/freshness/schema";
import { addRoundedUsd } from "@/lib/micro-usd";
import type {
  BudgetAlertRow,
  DailyUsage,
  MessageVolumeRow,
  ModelCostRow,
  OwnAgents,
  Payroll,
  ProviderCostRow,
  TenantDetail,
  TenantList,
  UsageSummaryRow,
} from "./schema";

const usdOrNothing = (costUsd: number | null) => (costUsd === null ? null : toUsdText(costUsd));

/** Rows with their total, which has no figures where nothing was read. */
function withFoot(rows: Cell[][], foot: Cell[], state: SnapshotState): Cell[][] {
  return [...rows, state === "empty" ? foot.map((cell, at) => (at === 0 ? cell : null)) : foot];
}

type ReadState = Pick<Snapshot, "state">;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export function toSummaryCsv(rows: readonly UsageSummaryRow[], { state }: ReadState): CsvTable {
  const body = rows.map((row): Cell[] => [
    row.agent_id,
    row.agent_name,
    row.prompt_tokens,
    row.completion_tokens,
    row.total_tokens,
    toUsdText(row.cost_usd),
    row.llm_call_count,
  ]);
  const foot: Cell[] = [
    "Total",
    null,
    sum(rows.map((row) => row.prompt_tokens)),
    sum(rows.map((row) => row.completion_tokens)),
    sum(rows.map((row) => row.total_tokens)),
    toUsdText(addRoundedUsd(rows.map((row) => row.cost_usd))),
    sum(rows.map((row) => row.llm_call_count)),
  ];
  const columns = ["agent_id", "agent_name", "prompt_tokens", "completion_tokens", "total_tokens"];
  return { columns: [...columns, "cost_usd", "llm_call_count"], rows: withFoot(body, foot, state) };
}

export function toProviderCsv(rows: readonly ProviderCostRow[], { state }: ReadState): CsvTable {
  const cost = addRoundedUsd(rows.map((row) => row.cost_usd));
  return {
    columns: ["provider", "cost_usd", "call_count"],
    rows: withFoot(
      rows.map((row) => [row.provider, toUsdText(row.cost_usd), row.call_count]),
      ["Total", toUsdText(cost), sum(rows.map((row) => row.call_count))],
      state,
    ),
  };
}

export function toModelCsv(rows: readonly ModelCostRow[], { state }: ReadState): CsvTable {
  const counts = ["prompt_tokens", "completion_tokens", "cached_tokens", "total_tokens"] as const;
  const cost = addRoundedUsd(rows.map((row) => row.cost_usd));
  return {
    columns: ["model", "cost_usd", "call_count", ...counts],
    rows: withFoot(
      rows.map((row) => [
        row.model,
        toUsdText(row.cost_usd),
        row.call_count,
        ...counts.map((name) => row[name]),
      ]),
      [
        "Total",
        toUsdText(cost),
        sum(rows.map((row) => row.call_count)),
        ...counts.map((name) => sum(rows.map((row) => row[name]))),
      ],
      state,
    ),
  };
}

export function toMessageCsv(rows: readonly MessageVolumeRow[], { state }: ReadState): CsvTable {
  return {
    columns: ["channel", "message_count"],
    rows: withFoot(
      rows.map((row) => [row.channel, row.message_count]),
      ["Total", sum(rows.map((row) => row.message_count))],
      state,
    ),
  };
}

export function toBudgetCsv(rows: readonly BudgetAlertRow[]): CsvTable {
  return {
    columns: ["agent_id", "agent_name", "budget_limit_usd", "current_cost_usd", "status"],
    rows: rows.map((row) => [
      row.agent_id,
      row.agent_name,
      row.budget_limit_usd,
      toUsdText(row.current_cost_usd),
      row.budget_limit_usd === null ? "no limit" : row.status,
    ]),
  };
}

export function toDailyCsv(daily: DailyUsage, { state }: ReadState): CsvTable {
  const cost = addRoundedUsd(daily.rows.map((row) => row.cost_usd));
  return {
    columns: ["day_utc", "series_id", "series_name", "cost_usd", "total_tokens", "llm_call_count"],
    rows: withFoot(
      [
        ...daily.missing_days.map((day): Cell[] => [day, null, "not read", null, null, null]),
        ...daily.rows.map((row): Cell[] => [
          row.day,
          row.series_id,
          row.series_name,
          toUsdText(row.cost_usd),
          row.total_tokens,
          row.llm_call_count,
        ]),
      ],
      [
        "Total",
        null,
        null,
        toUsdText(cost),
        sum(daily.rows.map((row) => row.total_tokens)),
        sum(daily.rows.map((row) => row.llm_call_count)),
      ],
      state,
    ),
  };
}

export function toPayrollCsv(payroll: Payroll): CsvTable {
  const toCells = (row: Payroll["total"]): Cell[] => [
    row?.prompt_tokens ?? null,
    row?.completion_tokens ?? null,
    row?.cached_tokens ?? null,
    row?.total_tokens ?? null,
    row?.llm_call_count ?? null,
  ];
  return {
    columns: [
      ...["agent_id", "agent_name", "agent_status", "cost_usd", "previous_cost_usd"],
      ...["prompt_tokens", "completion_tokens", "cached_tokens", "total_tokens", "llm_call_count"],
      ...["budget_limit_usd", "budget_spend_usd"],
    ],
    rows: [
      ...payroll.rows.map((row): Cell[] => [
        row.agent_id,
        row.agent_name,
        row.agent_status,
        toUsdText(row.cost_usd),
        usdOrNothing(row.previous_cost_usd),
        ...toCells(row),
        row.budget_limit_usd,
        toUsdText(row.budget_spend_usd),
      ]),
      [
        "Total",
        null,
        null,
        usdOrNothing(payroll.total?.cost_usd ?? null),
        usdOrNothing(payroll.previous_total?.cost_usd ?? null),
        ...toCells(payroll.total),
        null,
        null,
      ],
    ],
  };
}

export function toOwnAgentsCsv(own: OwnAgents): CsvTable {
  return {
    columns: [
      ...["agent_id", "agent_name", "agent_status", "tenant_id", "tenant_name", "cost_usd"],
      ...["previous_cost_usd", "total_tokens", "llm_call_count"],
      ...["budget_limit_usd", "budget_spend_usd"],
    ],
    rows: [
      ...own.items.map((row): Cell[] => [
        row.agent_id,
        row.agent_name,
        row.agent_status,
        row.tenant_id,
        row.tenant_name,
        toUsdText(row.cost_usd),
        usdOrNothing(row.previous_cost_usd),
        row.total_tokens,
        row.llm_call_count,
        row.budget_limit_usd,
        toUsdText(row.budget_spend_usd),
      ]),
      [
        ...["Total", null, null, null, null, toUsdText(own.total_cost_usd), null],
        sum(own.items.map((row) => row.total_tokens)),
        sum(own.items.map((row) => row.llm_call_count)),
        ...[null, null],
      ],
    ],
  };
}

export function toTenantCsv(list: TenantList): CsvTable {
  return {
    columns: [
      ...["tenant_id", "tenant_name", "cost_usd", "previous_cost_usd", "total_tokens"],
      ...["llm_call_count", "agent_count", "budget_limit_usd", "budget_spend_usd", "as_of"],
    ],
    rows: [
      ...list.items.map((row): Cell[] => [
        row.tenant_id,
        row.tenant_name,
        usdOrNothing(row.cost_usd),
        usdOrNothing(row.previous_cost_usd),
        row.total_tokens,
        row.llm_call_count,
        row.agent_count,
        row.budget.limit_usd,
        toUsdText(row.budget.spend_usd),
        row.as_of,
      ]),
      ["Total", null, usdOrNothing(list.total_cost_usd), null, null, null, null, null, null, null],
    ],
  };
}

export function toTenantDetailCsv(tenant: TenantDetail): CsvTable {
  const { budget } = tenant;
  return {
    columns: [
      ...["tenant_id", "tenant_name", "agent_count"],
      ...["budget_limit_usd", "budget_spend_usd", "budget_reset_at"],
    ],
    rows: [
      [
        tenant.tenant_id,
        tenant.tenant_name,
        tenant.agent_count,
        budget.limit_usd,
        toUsdText(budget.spend_usd),
        budget.reset_at,
      ],
    ],
  };
}
