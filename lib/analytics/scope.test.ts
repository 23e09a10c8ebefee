import { describe, expect, it } from "vitest";
import { adminViewer, auditorViewer, toOperator } from "@/lib/testing/factories";
import { toInsightScope, toInsightFilter } from "./scope";

const NOTHING = { person: [], project: [] };
const operator = { ...toOperator(), projectNames: ["atlas", "cedar"] };
const user = { ...adminViewer, role: "user" as const };

describe("a filter", () => {
  it("narrows what an administrator or auditor reads", () => {
    for (const viewer of [adminViewer, auditorViewer]) {
      const scope = toInsightScope(viewer);
      expect(toInsightFilter(scope, NOTHING, 1)).toEqual({ projectNames: null, personIds: null });
      expect(toInsightFilter(scope, { person: ["7", "me"], project: ["atlas"] }, 1)).toEqual({
        projectNames: ["atlas"],
        personIds: [7, 1],
      });
    }
  });

  it("never reaches beyond an operator's projects", () => {
    const scope = toInsightScope(operator);
    expect(toInsightFilter(scope, NOTHING, null).projectNames).toEqual(["atlas", "cedar"]);
    expect(toInsightFilter(scope, { person: [], project: ["echo"] }, null).projectNames).toEqual(
      [],
    );
    expect(
      toInsightFilter(scope, { person: [], project: ["echo", "cedar"] }, null).projectNames,
    ).toEqual(["cedar"]);
  });

  it("never reaches beyond a user", () => {
    const scope = toInsightScope(user);
    expect(toInsightFilter(scope, NOTHING, 4).personIds).toEqual([4]);
    expect(toInsightFilter(scope, { person: ["5"], project: [] }, 4).personIds).toEqual([]);
    expect(toInsightFilter(scope, { person: ["5", "me"], project: [] }, 4).personIds).toEqual([4]);
    expect(toInsightFilter(scope, NOTHING, null).personIds).toEqual([]);
  });

  it("by somebody the analytics API does not know selects nothing, not everything", () => {
    expect(
      toInsightFilter({ kind: "all" }, { person: ["me"], project: [] }, null).personIds,
    ).toEqual([]);
    const none = toInsightScope(toOperator());
    expect(toInsightFilter(none, NOTHING, null).projectNames).toEqual([]);
  });
});
