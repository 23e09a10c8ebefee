import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  stepAlert,
  stepPeriod,
  type AlertMemory,
  type PeriodMemory,
  type PeriodReading,
} from "./state";

const THRESHOLDS = [0.5, 0.8, 1];
const DAY_MS = 86_400_000;
const START = Date.parse("2026-11-01T00:00:00Z");

/** What a worker keeps between readings, as the database gives it back after a restart. */
class Ledger {
  private period: PeriodMemory | null = null;
  private readonly alerts = new Map<string, AlertMemory>();
  readonly fired: string[] = [];

  see(reading: PeriodReading): void {
    const period = stepPeriod(this.period, reading);
    if (period === null) return;
    this.period = period;
    for (const threshold of THRESHOLDS) {
      const key = `${period.number}:${threshold}`;
      const step = stepAlert(this.alerts.get(key) ?? null, {
        share: reading.spentUsd / 100,
        threshold,
        basis: "spent",
      });
      if (step === null) continue;
      this.alerts.set(key, step.memory);
      if (step.fires) this.fired.push(key);
    }
  }

  act(state: AlertMemory["state"]): void {
    for (const [key, memory] of this.alerts) {
      if (memory.isAbove) this.alerts.set(key, { ...memory, state });
    }
  }
}

/** A spender's readings over some weeks of 7 days: growing within a week, from zero after each reset. */
const weeks = fc
  .array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 7, maxLength: 7 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((spends) =>
    spends.flatMap((days, week) => {
      let spentUsd = 0;
      return days.map((amount, day): PeriodReading => {
        spentUsd += amount;
        const start = START + week * 7 * DAY_MS;
        return {
          spentUsd,
          observedAt: new Date(start + day * DAY_MS + 3_600_000),
          resetAt: new Date(start + 7 * DAY_MS),
        };
      });
    }),
  );

function expectedAlerts(readings: readonly PeriodReading[]): string[] {
  const fired = new Set<string>();
  readings.forEach((reading, index) => {
    const period = Math.floor(index / 7) + 1;
    for (const threshold of THRESHOLDS) {
      if (reading.spentUsd / 100 >= threshold) fired.add(`${period}:${threshold}`);
    }
  });
  return [...fired];
}

describe("alerts", () => {
  it("come once for each threshold and period, through repetitions, restarts and late readings", () => {
    fc.assert(
      fc.property(
        weeks,
        fc.array(fc.nat(), { maxLength: 30 }),
        fc.array(fc.constantFrom("acknowledged" as const, "snoozed" as const), { maxLength: 5 }),
        (readings, noise, acts) => {
          const ledger = new Ledger();
          readings.forEach((reading, index) => {
            ledger.see(reading);
            // Another worker saw the same, or brings an older reading after its restart.
            for (const number of noise.filter((one) => one % readings.length === index)) {
              const late = readings[Math.max(0, index - (number % 5))];
              if (late) ledger.see({ ...late });
            }
            const act = acts[index % Math.max(1, acts.length)];
            if (act && index % 3 === 0) ledger.act(act);
          });
          expect([...ledger.fired].sort()).toEqual(expectedAlerts(readings).sort());
        },
      ),
    );
  });

  it("never come twice for a period, in whatever order readings arrive", () => {
    fc.assert(
      fc.property(
        weeks.chain((readings) => fc.shuffledSubarray(readings, { minLength: 1 })),
        (readings) => {
          const ledger = new Ledger();
          for (const reading of readings) ledger.see(reading);
          expect(new Set(ledger.fired).size).toBe(ledger.fired.length);
        },
      ),
    );
  });

  it("survive a clock that steps back without coming again", () => {
    const ledger = new Ledger();
    const reading = (spentUsd: number, minutes: number): PeriodReading => ({
      spentUsd,
      observedAt: new Date(START + minutes * 60_000),
      resetAt: new Date(START + 7 * DAY_MS),
    });
    for (const [spent, minutes] of [
      [90, 10],
      [91, 5],
      [40, 4],
      [92, 11],
    ] as const) {
      ledger.see(reading(spent, minutes));
    }
    expect(ledger.fired).toEqual(["1:0.5", "1:0.8"]);
  });

  it("come back after a new crossing only, and a snooze or an acknowledgement ends there", () => {
    const seen = (share: number) => ({ share, threshold: 0.8, basis: "spent" as const });
    let memory = stepAlert(null, seen(0.85))?.memory ?? null;
    memory = memory && { ...memory, state: "acknowledged" };
    expect(stepAlert(memory, seen(0.95))).toEqual({ memory, fires: false });
    memory = stepAlert(memory, seen(0.4))?.memory ?? null;
    expect(memory).toMatchObject({ state: "resolved", isAbove: false });
    expect(stepAlert(memory, seen(0.6))?.fires).toBe(false);
    expect(stepAlert(memory, seen(0.81))).toMatchObject({
      fires: true,
      memory: { state: "active", crossings: 2 },
    });
  });

  it("do not flicker with a forecast that wavers around the limit", () => {
    const seen = (share: number) => ({ share, threshold: 1, basis: "forecast" as const });
    let memory: AlertMemory | null = null;
    let fired = 0;
    for (const share of [1.01, 0.99, 1.02, 0.97, 1, 0.96]) {
      const step = stepAlert(memory, seen(share));
      memory = step?.memory ?? null;
      fired += Number(step?.fires ?? false);
    }
    expect(fired).toBe(1);
  });
});

describe("a period", () => {
  const memory: PeriodMemory = {
    number: 3,
    resetAt: new Date("2026-12-01T00:00:00Z"),
    spentUsd: 90,
    observedAt: new Date("2026-11-22T00:00:00Z"),
  };

  it("goes on when somebody moves the reset date, and while LiteLLM is late with its reset", () => {
    const moved = { ...memory, resetAt: new Date("2026-11-30T00:00:00Z") };
    expect(stepPeriod(memory, moved)?.number).toBe(3);
    const late = { ...memory, observedAt: new Date("2026-12-01T00:08:00Z") };
    expect(stepPeriod(memory, late)?.number).toBe(3);
  });

  it("ends with LiteLLM's reset", () => {
    const next = {
      resetAt: new Date("2027-01-01T00:00:00Z"),
      spentUsd: 0.2,
      observedAt: new Date("2026-12-01T00:12:00Z"),
    };
    expect(stepPeriod(memory, next)?.number).toBe(4);
  });
});
