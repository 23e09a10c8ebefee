import { startLiteLLM } from "@/e2e/upstream/litellm/server";
import { backtestForecast, type BacktestResult } from "@/lib/budgets/backtest";
import type { DayCost } from "@/lib/budgets/forecast-shape";
import { listDays, type DayRange } from "@/lib/time";
import { createLiteLLMClient } from "@/lib/upstream/litellm/client";
import type { AgentDayRecord } from "@/lib/upstream/litellm/records";
import type { BenchOptions } from "./options";
import type { SuiteResult } from "./report";

const DAYS = 400;
const LAST_DAY = "2026-11-21";

interface Group {
  name: string;
  results: BacktestResult[];
}

/** The cost of each day of one tenant, or of one of its agents. */
function toDayCosts(records: readonly AgentDayRecord[], range: DayRange): DayCost[] {
  const costs = new Map<string, number>();
  for (const { day, metrics } of records) {
    costs.set(day, (costs.get(day) ?? 0) + metrics.costUsd.toNumber());
  }
  const [first] = [...costs.keys()].sort();
  return listDays(range)
    .filter((day) => first !== undefined && day >= first)
    .map((day) => ({ day, costUsd: costs.get(day) ?? 0 }));
}

async function backtestSeed(log: (line: string) => void): Promise<Group[]> {
  const upstream = await startLiteLLM({
    days: DAYS,
    now: () => Date.parse(`${LAST_DAY}T23:59:00Z`),
  });
  const client = createLiteLLMClient({
    ...{ baseUrl: upstream.url, apiKey: upstream.keys.admin, timeoutMs: 60_000 },
    ...{ concurrency: 2, pageSize: 1000 },
  });
  const range = { from: "2025-10-18", to: LAST_DAY };
  const tenants: Group = { name: "tenants", results: [] };
  const agents: Group = { name: "agents", results: [] };
  const add = (group: Group, records: readonly AgentDayRecord[]) => {
    const result = backtestForecast(toDayCosts(records, range));
    if (result) group.results.push(result);
  };
  try {
    for (const { tenantId, name } of (await client.listTenants()).records) {
      log(`forecasts of ${name ?? tenantId}`);
      const { records } = await client.readTenantDailyUsage(tenantId, range);
      add(tenants, records);
      for (const agentId of new Set(records.map((record) => record.agentId))) {
        add(
          agents,
          records.filter((record) => record.agentId === agentId),
        );
      }
    }
  } finally {
    await upstream.close();
  }
  return [tenants, agents];
}

const toPercent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** Mean over all months of all members, each month counting once. */
function summarize({ name, results }: Group) {
  const months = results.reduce((sum, result) => sum + result.months, 0);
  const average = (pick: (result: BacktestResult) => number) =>
    results.reduce((sum, result) => sum + pick(result) * result.months, 0) / Math.max(1, months);
  return {
    name,
    months,
    forecast: average((result) => result.forecastError),
    line: average((result) => result.straightLineError),
    coverage: average((result) => result.coverage),
  };
}

/** Forecasts of past months from their middle, beside the straight line. */
export async function runForecastSuite(
  _options: BenchOptions,
  log: (line: string) => void,
): Promise<SuiteResult> {
  const groups = (await backtestSeed(log)).map(summarize);
  return {
    postgresVersion: null,
    report: {
      title: "Forecast",
      method:
        `Every whole month of ${DAYS} seeded days is forecast from its 16th with what was known then; the error is the mean absolute ` +
        "percentage of the month's cost. The straight line is the cost so far over the share of the month that passed.",
      tables: [
        {
          title: "Mean absolute percentage error at mid-period",
          columns: [
            "budgets of",
            "months",
            "forecast",
            "straight line",
            "end within the 80 % interval",
          ],
          rows: groups.map((group) => [
            group.name,
            String(group.months),
            toPercent(group.forecast),
            toPercent(group.line),
            toPercent(group.coverage),
          ]),
        },
      ],
      bars: groups.map((group) => ({
        name: `forecast of ${group.name} beats the straight line`,
        wanted: `under ${toPercent(group.line)}`,
        measured: toPercent(group.forecast),
        isMet: group.forecast < group.line,
      })),
    },
  };
}
