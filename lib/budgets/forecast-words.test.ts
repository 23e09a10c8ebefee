import { describe, expect, it } from "vitest";
import { toEndlessWords, toForecastWords, toLimitWords, toUnknownWords } from "./forecast-words";
import type { BudgetForecast } from "./schema";

const forecast: BudgetForecast = {
  expected_usd: 90,
  low_usd: 80,
  high_usd: 100,
  straight_line_usd: null,
  runs_out_at: null,
  history_days: 60,
  has_little_history: false,
  backtest: null,
};
const endless = { ...forecast, expected_usd: null, low_usd: null, high_usd: null };
const runsOut = "2026-11-25T10:00:00.000Z";

describe("a forecast's words", () => {
  it("name the end and its range, and nothing where there is no end", () => {
    expect(toForecastWords(forecast)).toBe("ends near $90.00 ±$10.00");
    expect(toForecastWords({ ...forecast, low_usd: 90, high_usd: 90 })).toBe("ends near $90.00");
    expect(toForecastWords(endless)).toBeNull();
    expect(toForecastWords(null)).toBeNull();
  });

  it("do not speak of a limit that there is not", () => {
    const free = { limit_usd: null, spend_usd: 5 };
    for (const one of [forecast, endless, { ...forecast, runs_out_at: runsOut }]) {
      expect(toLimitWords(free, one)).toBeNull();
    }
  });

  it("say whether the limit was, will be or will not be reached", () => {
    const budget = { limit_usd: 100, spend_usd: 50 };
    const words = toLimitWords(budget, { ...forecast, runs_out_at: runsOut });
    expect(words).toMatch(/^At this rate the limit is reached on .*25/);
    expect(toLimitWords(budget, forecast)).toMatch(/not reached before the reset/);
    expect(toLimitWords(budget, endless)).toMatch(/not reached within 90 days/);
    const reached = { ...forecast, runs_out_at: runsOut };
    expect(toLimitWords({ limit_usd: 100, spend_usd: 100 }, reached)).toMatch(/reached already/);
    expect(toLimitWords({ limit_usd: 0, spend_usd: 0 }, forecast)).toMatch(/reached already/);
  });

  it("tell never from due, and an account from what was not used yet", () => {
    expect(toEndlessWords({ reset_at: null })).toMatch(/never resets/);
    expect(toEndlessWords({ reset_at: runsOut })).toMatch(/reset is due/);
    expect(toUnknownWords({ kind: "account" })).toMatch(/account/);
    expect(toUnknownWords({ kind: "agent" })).toMatch(/no days of spending/);
  });
});
