import { expect, it } from "vitest";
import { toActionWords, toChangedFields, toEntityWords, toKindWords } from "./audit-words";

it("tells actions and kinds in words, new ones too", () => {
  expect(toActionWords("budget.set")).toBe("Budget changed");
  expect(toActionWords("alert-rule.delete")).toBe("Alert rule deleted");
  expect(toActionWords("saved_view.turned_around")).toBe("Saved view turned around");
  expect(toKindWords("budget-profile")).toBe("Budget profile");
});

it("tells amounts, times, lists and yes or no as a page does", () => {
  const entry = {
    before: { limitUsd: "5", isBlocked: false },
    after: {
      limitUsd: null,
      isBlocked: true,
      scopes: ["a", "b"],
      until: "2026-11-24T10:00:00.000Z",
    },
  };
  expect(toChangedFields(entry)).toEqual([
    { field: "limit", before: "$5.00", after: "–" },
    { field: "is blocked", before: "no", after: "yes" },
    { field: "scopes", before: "–", after: "a, b" },
    { field: "until", before: "–", after: expect.stringContaining("24 Nov") as string },
  ]);
});

it("names a thing by what it is called, then by what it was called, then by its id", () => {
  const entry = {
    ...{
      entry_id: "1",
      at: "",
      actor: "",
      is_person: true,
      token_id: null,
      action: "token.revoke",
    },
    ...{ entity_kind: "token", entity_id: "id-1", entity_name: "Now", reason: null },
    ...{ before: { name: "Then" }, after: null },
  };
  expect(toEntityWords(entry)).toBe("Now");
  expect(toEntityWords({ ...entry, entity_name: null })).toBe("Then");
  expect(toEntityWords({ ...entry, entity_name: null, before: null })).toBe("id-1");
});
