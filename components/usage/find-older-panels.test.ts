import { describe, expect, it } from "vitest";
import { findOlderPanels } from "./find-older-panels";

const toPanel = (key: string, version: string | null, isBusy = false) => ({ key, version, isBusy });

describe("findOlderPanels", () => {
  it("names the panels behind the newest version, by number and not by text", () => {
    const panels = [toPanel("a", "9"), toPanel("b", "10"), toPanel("c", null)];
    expect(findOlderPanels(panels, null)).toEqual({ newest: "10", keys: ["a"] });
  });

  it("waits while a panel is being read", () => {
    expect(findOlderPanels([toPanel("a", "1"), toPanel("b", "2", true)], null)).toBeNull();
  });

  it("asks once for a version, and again for a newer one", () => {
    const panels = [toPanel("a", "1"), toPanel("b", "2")];
    expect(findOlderPanels(panels, "2")).toBeNull();
    expect(findOlderPanels([...panels, toPanel("c", "3")], "2")?.keys).toEqual(["a", "b"]);
  });

  it("is content when all agree or nothing is known", () => {
    expect(findOlderPanels([toPanel("a", "4"), toPanel("b", "4")], null)).toBeNull();
    expect(findOlderPanels([toPanel("a", null)], null)).toBeNull();
  });
});
