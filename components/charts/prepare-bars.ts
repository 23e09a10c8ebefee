import { addRoundedUsd } from "@/lib/micro-usd";
import type { MessageVolumeRow, UsageSummaryRow } from "@/lib/usage/schema";
import { OTHER_COLOR, toSeriesColors } from "./series-colors";
import { toTicks } from "./ticks";
import { orderByValue, splitTopRows, toOtherName } from "@/lib/top-rows";

const AGENT_BARS = 11;
const CATEGORY_BARS = 7;
const SMALLEST_MONEY_STEP = 0.01;

/** Bars in drawing order with their axis; `total` is the sum of all rows, also of those in "Other". */
export interface BarsModel<T> {
  bars: T[];
  ticks: number[];
  total: number;
}

export interface AgentTokensBar {
  id: string;
  name: string;
  promptTokens: number;
  completionTokens: number;
  totalTokens: number;
  costUsd: number;
  isOther: boolean;
}

export interface CostRow {
  id: string;
  costUsd: number;
  callCount: number;
}

export interface CostBar extends CostRow {
  name: string;
  color: string;
  isOther: boolean;
}

export interface MessageVolumeBar {
  id: string;
  name: string;
  color: string;
  messageCount: number;
  isOther: boolean;
}

function sumCounts<T>(rows: readonly T[], countOf: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + countOf(row), 0);
}

/** Tokens of each agent, most first; beyond twelve bars the exact rest is "Other". */
export function prepareAgentTokens(rows: readonly UsageSummaryRow[]): BarsModel<AgentTokensBar> {
  const ordered = orderByValue(
    rows,
    (row) => row.total_tokens,
    (row) => row.agent_name,
  );
  const { shown, rest } = splitTopRows(ordered, AGENT_BARS);
  const bars = shown.map((row) => toAgentBar(row.agent_id, row.agent_name, [row], false));
  if (rest.length > 0) bars.push(toAgentBar("__other__", toOtherName(rest.length), rest, true));
  return {
    bars,
    ticks: toTicks(Math.max(0, ...bars.map((bar) => bar.totalTokens)), 4, 1),
    total: sumCounts(rows, (row) => row.total_tokens),
  };
}

function toAgentBar(
  id: string,
  name: string,
  rows: readonly UsageSummaryRow[],
  isOther: boolean,
): AgentTokensBar {
  return {
    id,
    name,
    isOther,
    promptTokens: sumCounts(rows, (row) => row.prompt_tokens),
    completionTokens: sumCounts(rows, (row) => row.completion_tokens),
    totalTokens: sumCounts(rows, (row) => row.total_tokens),
    costUsd: addRoundedUsd(rows.map((row) => row.cost_usd)),
  };
}

/** Cost of each category, named by its id, most first, a colour each; `total` is exact to the millionth. */
export function prepareCostBars(rows: readonly CostRow[]): BarsModel<CostBar> {
  const ordered = orderByValue(
    rows,
    (row) => row.costUsd,
    (row) => row.id,
  );
  const { shown, rest } = splitTopRows(ordered, CATEGORY_BARS);
  const colors = toSeriesColors(shown.map(({ id }) => ({ id, name: id })));
  const bars: CostBar[] = shown.map((row) => ({
    ...row,
    name: row.id,
    color: colors.get(row.id) ?? OTHER_COLOR,
    isOther: false,
  }));
  if (rest.length > 0) {
    bars.push({
      id: "__other__",
      name: toOtherName(rest.length),
      color: OTHER_COLOR,
      costUsd: addRoundedUsd(rest.map((row) => row.costUsd)),
      callCount: sumCounts(rest, (row) => row.callCount),
      isOther: true,
    });
  }
  const highest = Math.max(0, ...bars.map((bar) => bar.costUsd));
  return {
    bars,
    ticks: toTicks(highest, 4, highest >= SMALLEST_MONEY_STEP ? SMALLEST_MONEY_STEP : 0),
    total: addRoundedUsd(rows.map((row) => row.costUsd)),
  };
}

/** Messages of each channel, most first, a colour each. */
export function prepareMessageVolume(
  rows: readonly MessageVolumeRow[],
): BarsModel<MessageVolumeBar> {
  const filled = rows.filter((row) => row.message_count > 0);
  const ordered = orderByValue(
    filled,
    (row) => row.message_count,
    (row) => row.channel,
  );
  const { shown, rest } = splitTopRows(ordered, CATEGORY_BARS);
  const colors = toSeriesColors(shown.map((row) => ({ id: row.channel, name: row.channel })));
  const bars: MessageVolumeBar[] = shown.map((row) => ({
    id: row.channel,
    name: row.channel,
    color: colors.get(row.channel) ?? OTHER_COLOR,
    messageCount: row.message_count,
    isOther: false,
  }));
  if (rest.length > 0) {
    bars.push({
      id: "__other__",
      name: toOtherName(rest.length),
      color: OTHER_COLOR,
      messageCount: sumCounts(rest, (row) => row.message_count),
      isOther: true,
    });
  }
  return {
    bars,
    ticks: toTicks(Math.max(0, ...bars.map((bar) => bar.messageCount)), 4, 1),
    total: sumCounts(rows, (row) => row.message_count),
  };
}
