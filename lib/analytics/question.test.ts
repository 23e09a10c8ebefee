import { describe, expect, it } from "vitest";
import {
  findUnaskable,
  insightQuestionSchema,
  isQuestionDue,
  toInsightQuestion,
  toQuestionId,
} from "./question";
import { resolveTime } from "./resolve-time";

const NOW = new Date("2026-11-22T10:30:00Z");
const EVERYBODY = { projectNames: null, personIds: null };
const month = resolveTime({ period: "30d" }, NOW);

describe("a question", () => {
  it("is the same for the same filter in any order, and survives being stored", () => {
    const one = toInsightQuestion("cli", month, {
      projectNames: ["b", "a", "b"],
      personIds: [7, 3],
    });
    const other = toInsightQuestion("cli", month, { projectNames: ["a", "b"], personIds: [3, 7] });
    expect(toQuestionId(one)).toBe(toQuestionId(other));
    const stored = insightQuestionSchema.parse(JSON.parse(JSON.stringify(one)));
    expect(toQuestionId(stored)).toBe(toQuestionId(one));
  });

  it("is another one for another area, time or person, and for nobody instead of everybody", () => {
    const custom = resolveTime(
      { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-11-03T00:00:00Z") },
      NOW,
    );
    const questions = [
      toInsightQuestion("cli", month, EVERYBODY),
      toInsightQuestion("platform", month, EVERYBODY),
      toInsightQuestion("cli", custom, EVERYBODY),
      toInsightQuestion("cli", month, { ...EVERYBODY, personIds: [3] }),
      toInsightQuestion("cli", month, { ...EVERYBODY, personIds: [] }),
    ];
    expect(new Set(questions.map(toQuestionId)).size).toBe(questions.length);
  });

  it("of a time that runs stays the same within its hour", () => {
    const ask = (now: string) => {
      const time = resolveTime(
        { from: new Date("2026-11-22T08:00:00Z"), to: new Date("2026-11-22T20:00:00Z") },
        new Date(now),
      );
      return toQuestionId(toInsightQuestion("cli", time, EVERYBODY));
    };
    expect(ask("2026-11-22T10:05:00Z")).toBe(ask("2026-11-22T10:55:00Z"));
  });

  it("is not asked where the upstream would count something else", () => {
    const why = (filter: object) =>
      findUnaskable(toInsightQuestion("cli", month, { ...EVERYBODY, ...filter }));
    expect(why({ personIds: [1], projectNames: ["atlas"] })).toBeNull();
    expect(why({ projectNames: [] })).toBe("no_projects");
    expect(why({ personIds: [] })).toBe("no_people");
    expect(why({ projectNames: [""] })).toBe("no_such_filter");
    expect(why({ projectNames: ["a,b"] })).toBe("no_such_filter");
    expect(why({ personIds: Array.from({ length: 51 }, (_, id) => id) })).toBe("too_many");
  });

  it("is due when it was never read, has grown old, or its time had not settled", () => {
    const custom = toInsightQuestion(
      "cli",
      resolveTime(
        { from: new Date("2026-11-21T00:00:00Z"), to: new Date("2026-11-22T00:00:00Z") },
        NOW,
      ),
      EVERYBODY,
    );
    const at = (text: string) => ({ readAt: new Date(text), windowFrom: NOW, windowTo: NOW });
    expect(isQuestionDue(custom, null, NOW, 60)).toBe(true);
    expect(isQuestionDue(custom, at("2026-11-22T00:30:00Z"), NOW, 60)).toBe(true);
    expect(isQuestionDue(custom, at("2026-11-22T01:00:00Z"), NOW, 60)).toBe(false);
    const moving = toInsightQuestion("cli", month, EVERYBODY);
    expect(isQuestionDue(moving, at("2026-11-22T09:30:00Z"), NOW, 60)).toBe(false);
    expect(isQuestionDue(moving, at("2026-11-20T09:30:00Z"), NOW, 60)).toBe(true);
  });
});
