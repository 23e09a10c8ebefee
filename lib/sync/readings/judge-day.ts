import { createHash } from "node:crypto";
import { z } from "zod";
import { Decimal, parseUsd } from "@/lib/money";

/** What of an agent's day may only grow. */
export interface DayFigures {
  costUsd: Decimal;
  callCount: number;
  totalTokens: number;
}

/** One day of one tenant, by agent. */
export type AgentFigures = ReadonlyMap<string, DayFigures>;

/** A reading that showed less than is stored and waits for a second one. */
export interface HeldReading extends DayFigures {
  readAt: Date;
  fingerprint: string;
}

export interface DayReading {
  figures: AgentFigures;
  /** Differs when any row of the day differs. */
  fingerprint: string;
  readAt: Date;
  /** Rows were left out, so less proves nothing. */
  hasRejections: boolean;
}

/** `gone`: nothing at all is left upstream; `keepHeld` is what to remember of a reading that is held. */
export type DayVerdict =
  { decision: "take" } | { decision: "gone" } | { decision: "hold"; keepHeld: HeldReading };

/** Below this a smaller cost is rounding, not loss. */
const COST_TOLERANCE_USD = new Decimal("1e-9");
const NOTHING: DayFigures = { costUsd: new Decimal(0), callCount: 0, totalTokens: 0 };

export function sumFigures(figures: Iterable<DayFigures>): DayFigures {
  let sum = NOTHING;
  for (const one of figures) {
    sum = {
      costUsd: sum.costUsd.plus(one.costUsd),
      callCount: sum.callCount + one.callCount,
      totalTokens: sum.totalTokens + one.totalTokens,
    };
  }
  return sum;
}

function isLess(read: DayFigures, stored: DayFigures): boolean {
  return (
    read.costUsd.plus(COST_TOLERANCE_USD).lessThan(stored.costUsd) ||
    read.callCount < stored.callCount ||
    read.totalTokens < stored.totalTokens
  );
}

function isNothing(figures: DayFigures): boolean {
  return figures.costUsd.isZero() && figures.callCount === 0 && figures.totalTokens === 0;
}

function toHeldReading(reading: DayReading): HeldReading {
  return {
    ...sumFigures(reading.figures.values()),
    readAt: reading.readAt,
    fingerprint: reading.fingerprint,
  };
}

function isConfirmed(reading: DayReading, held: HeldReading, confirmAfterMs: number): boolean {
  if (reading.hasRejections) return false;
  if (reading.readAt.getTime() - held.readAt.getTime() < confirmAfterMs) return false;
  if (reading.fingerprint === held.fingerprint) return true;
  return !isLess(sumFigures(reading.figures.values()), held);
}

/**
 * Whether a new reading of a day replaces the stored one. LiteLLM's daily tables only grow, so a reading
 * with less for any agent is held until a reading at least `confirmAfterMs` later shows the same or more.
 * A day that vanished as a whole was cleaned upstream: what is stored stays.
 */
export function judgeDay(
  stored: AgentFigures,
  reading: DayReading,
  held: HeldReading | null,
  confirmAfterMs: number,
): DayVerdict {
  const before = sumFigures(stored.values());
  if (isNothing(before)) return { decision: "take" };
  if (isNothing(sumFigures(reading.figures.values()))) {
    // Nothing but rows that could not be read is a broken answer, not an empty day.
    return reading.hasRejections ? hold(reading, held) : { decision: "gone" };
  }
  const hasLess = [...stored].some(([agentId, figures]) =>
    isLess(reading.figures.get(agentId) ?? NOTHING, figures),
  );
  if (!hasLess) return { decision: "take" };
  if (held && isConfirmed(reading, held, confirmAfterMs)) return { decision: "take" };
  return hold(reading, held);
}

/** The first sight of the same reading counts, else its confirmation would move away with every read. */
function hold(reading: DayReading, held: HeldReading | null): DayVerdict {
  const isSame = held?.fingerprint === reading.fingerprint;
  return { decision: "hold", keepHeld: isSame ? held : toHeldReading(reading) };
}

/** Equal rows give equal text, whatever their order. */
export function toFingerprint(rows: readonly string[]): string {
  return createHash("sha256")
    .update([...rows].sort().join("\n"))
    .digest("hex");
}

const heldReadingSchema = z.object({
  readAt: z.iso.datetime().transform((text) => new Date(text)),
  fingerprint: z.string(),
  costUsd: z.string().transform(parseUsd),
  callCount: z.number(),
  totalTokens: z.number(),
});

/** As it is kept in `day_coverage.held_reading`. */
export function formatHeldReading(held: HeldReading): string {
  return JSON.stringify({ ...held, costUsd: held.costUsd.toFixed() });
}

export function parseHeldReading(text: string): HeldReading {
  return heldReadingSchema.parse(JSON.parse(text));
}
