import { describe, expect, it } from "vitest";
import { planBudgetEdit } from "./plan-edit";
import type { BudgetEdit, BudgetFields, BudgetPreview } from "./schema";
import { toPreviewNotes } from "./words";

const budget: Omit<BudgetPreview & BudgetFields, "before" | "after" | "issues" | "is_top_up"> = {
  ...{ kind: "tenant", tenant_id: "acme", id: "acme", name: "Acme", sharing: null },
  ...{ limit_usd: 100, soft_limit_usd: 80, duration: "30d", is_blocked: false },
  ...{ spend_usd: 60, reset_at: "2026-12-01T00:00:00Z" },
};

function listNotes(edit: BudgetEdit, change: Partial<BudgetPreview & BudgetFields> = {}): string[] {
  const { kind, tenant_id, id, name, spend_usd, reset_at, ...fields } = { ...budget, ...change };
  const { before, after, issues } = planBudgetEdit({ ...fields, kind, reset_at }, edit);
  const row: BudgetPreview = {
    ...{ kind, tenant_id, id, name, spend_usd, reset_at, before, after, issues },
    ...{ sharing: null, is_top_up: edit.top_up_usd !== undefined },
  };
  return toPreviewNotes(row);
}

describe("the words of an edit", () => {
  it("say what it does to the running period", () => {
    expect(listNotes({ limit_usd: 200 })).toEqual([
      "Used in the running period: from 60\u00a0% to 30\u00a0%.",
      expect.stringMatching(/^Resets 1 Dec.*, 00:00\u00a0UTC, as before\.$/),
    ]);
    expect(listNotes({ limit_usd: 100 })).toEqual(["It is like this already."]);
    expect(listNotes({ top_up_usd: 10 }).join(" ")).toContain("goes back by itself");
  });

  it("warn of calls that will be refused at once, and of those that will pass again", () => {
    expect(listNotes({ limit_usd: 50, soft_limit_usd: null }).join(" ")).toContain("at once");
    expect(listNotes({ limit_usd: 200 }, { spend_usd: 130 }).join(" ")).toContain("again");
    expect(listNotes({ limit_usd: null }).join(" ")).toContain("no longer stop it");
    const blocking = listNotes({ is_blocked: true }).join(" ");
    expect(blocking).toContain("refuse every call at once or up to 60 seconds later");
  });

  it("name a limit of zero as one that is used up, before and after", () => {
    const none = { limit_usd: 0, soft_limit_usd: null };
    const raised = listNotes({ limit_usd: 3 }, { ...none, spend_usd: 1.5 });
    expect(raised[0]).toBe("Used in the running period: from all of $0.00 to 50\u00a0%.");
    const stopped = listNotes(none);
    expect(stopped[0]).toBe("Used in the running period: from 60\u00a0% to all of $0.00.");
    expect(stopped[1]).toContain("refuse its calls at once or up to");
    const unused = { kind: "account" as const, spend_usd: 0, soft_limit_usd: null };
    expect(listNotes({ limit_usd: 0 }, unused)[1]).toContain("lets a first call through");
  });

  it("never say when LiteLLM will reset a new period", () => {
    const words = listNotes({ duration: "7d" }).join(" ");
    expect(words).toContain("LiteLLM will set the next date itself");
    expect(words).not.toMatch(/29 Nov|23 Nov/);
  });
});
