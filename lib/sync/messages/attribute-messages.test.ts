import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributeMessages, SHARED_CHANNEL, type ChannelMessages } from "./attribute-messages";

function attribute(counts: Record<string, number>, callCount: number | null) {
  return attributeMessages(new Map(Object.entries(counts)), callCount);
}

function toBounds(rows: readonly ChannelMessages[]) {
  const highest = rows.reduce((sum, row) => sum + row.messageCount, 0);
  return { highest, lowest: highest - rows.reduce((sum, row) => sum + row.overlapMax, 0) };
}

describe("attributeMessages", () => {
  it("is exact for one channel, whatever the calls say", () => {
    const exact = [{ channel: "slack", messageCount: 7, overlapMax: 0 }];
    expect(attribute({ slack: 7 }, 7)).toEqual(exact);
    expect(attribute({ slack: 7, whatsapp: 0 }, null)).toEqual(exact);
    expect(attribute({ slack: 7 }, 3)).toEqual(exact);
    expect(attribute({}, 3)).toEqual([]);
  });

  it("splits two channels exactly when the calls leave one answer", () => {
    expect(attribute({ slack: 10, whatsapp: 4 }, 10)).toEqual([
      { channel: SHARED_CHANNEL, messageCount: 4, overlapMax: 0 },
      { channel: "slack", messageCount: 6, overlapMax: 0 },
    ]);
  });

  it("says how many may be counted twice when the calls leave room", () => {
    expect(attribute({ slack: 10, whatsapp: 4 }, 100)).toEqual([
      { channel: "whatsapp", messageCount: 4, overlapMax: 4 },
      { channel: "slack", messageCount: 10, overlapMax: 0 },
    ]);
    const rows = attribute({ slack: 10, whatsapp: 4 }, 12);
    expect(toBounds(rows)).toEqual({ lowest: 10, highest: 12 });
    expect(rows.find((row) => row.channel === SHARED_CHANNEL)?.messageCount).toBe(2);
  });

  it("does not trust calls that are fewer than one tag alone has", () => {
    expect(toBounds(attribute({ slack: 10, whatsapp: 4 }, 6))).toEqual({ lowest: 10, highest: 14 });
  });

  it("counts calls that carry every channel once", () => {
    expect(attribute({ a: 10, b: 10, c: 10 }, 10)).toEqual([
      { channel: SHARED_CHANNEL, messageCount: 10, overlapMax: 0 },
    ]);
  });

  it("keeps a channel that is itself called shared", () => {
    const rows = attribute({ [SHARED_CHANNEL]: 10, slack: 4 }, 10);
    expect(rows).toEqual([{ channel: SHARED_CHANNEL, messageCount: 10, overlapMax: 0 }]);
  });

  it("always encloses the truth, and is exact where it claims to be", () => {
    const channel = fc.constantFrom("slack", "whatsapp", "email", "teams");
    const calls = fc.array(fc.uniqueArray(channel, { maxLength: 4 }), { maxLength: 60 });
    fc.assert(
      fc.property(calls, fc.boolean(), (tagSets, isCallCountKnown) => {
        const counts = new Map<string, number>();
        for (const tag of tagSets.flat()) counts.set(tag, (counts.get(tag) ?? 0) + 1);
        const rows = attributeMessages(counts, isCallCountKnown ? tagSets.length : null);
        const truth = tagSets.filter((tags) => tags.length > 0).length;
        const { lowest, highest } = toBounds(rows);
        expect(lowest).toBeLessThanOrEqual(truth);
        expect(highest).toBeGreaterThanOrEqual(truth);
        expect(
          rows.every((row) => row.messageCount > 0 && row.overlapMax <= row.messageCount),
        ).toBe(true);
        if (counts.size <= 2 && lowest === highest) {
          for (const name of counts.keys()) {
            const only = tagSets.filter((tags) => tags.length === 1 && tags[0] === name).length;
            expect(rows.find((row) => row.channel === name)?.messageCount ?? 0).toBe(only);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
