import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProfileRules } from "./schema";
import { areSameRules, findNextVersion, normalizeRules } from "./versions";

const rules: fc.Arbitrary<ProfileRules> = fc.record({
  limit_usd: fc.option(fc.integer({ min: 1, max: 5 })),
  soft_limit_usd: fc.option(fc.integer({ min: 1, max: 3 })),
  duration: fc.option(fc.constantFrom("7d", "30d", "1mo")),
  thresholds: fc.array(
    fc.record({
      basis: fc.constantFrom("spent" as const, "forecast" as const),
      percent: fc.constantFrom(50, 80, 100),
    }),
    { maxLength: 4 },
  ),
  channel_ids: fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 4 }),
});

interface Version {
  version: number;
  rules: ProfileRules;
}

function edit(history: readonly Version[], next: ProfileRules): Version[] {
  const version = findNextVersion(history.at(-1) ?? null, next);
  return version === null ? [...history] : [...history, { version, rules: normalizeRules(next) }];
}

describe("versions of a profile", () => {
  it("count up by one for edits that change something, and never for others", () => {
    fc.assert(
      fc.property(fc.array(rules, { minLength: 1, maxLength: 12 }), (edits) => {
        let history: Version[] = [];
        for (const next of edits) {
          const before = structuredClone(history);
          history = edit(history, next);
          // What was there stays as it was.
          expect(history.slice(0, before.length)).toEqual(before);
          expect(edit(history, next)).toEqual(history);
          expect(areSameRules(history.at(-1)?.rules ?? next, next)).toBe(true);
        }
        expect(history.map(({ version }) => version)).toEqual(history.map((_, index) => index + 1));
        history.slice(1).forEach((later, index) => {
          const earlier = history[index];
          expect(earlier && areSameRules(earlier.rules, later.rules)).toBe(false);
        });
      }),
    );
  });

  it("are the same whatever the order and however often a thing is named", () => {
    fc.assert(
      fc.property(rules, (one) => {
        const shuffled = {
          ...one,
          thresholds: [...one.thresholds, ...one.thresholds].reverse(),
          channel_ids: [...one.channel_ids, ...one.channel_ids].reverse(),
        };
        expect(areSameRules(one, shuffled)).toBe(true);
        expect(normalizeRules(normalizeRules(one))).toEqual(normalizeRules(one));
      }),
    );
  });

  it("are restored as a new version with the old words", () => {
    fc.assert(
      fc.property(fc.array(rules, { minLength: 2, maxLength: 8 }), fc.nat(), (edits, pick) => {
        const history = edits.reduce<Version[]>(edit, []);
        const old = history[pick % history.length];
        if (old === undefined) return;
        const restored = edit(history, old.rules);
        expect(restored.at(-1)?.rules).toEqual(old.rules);
      }),
    );
  });
});
