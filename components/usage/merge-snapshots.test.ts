import { describe, expect, it } from "vitest";
import type { SnapshotMeta } from "@/lib/http/api-client";
import { mergeSnapshots } from "./merge-snapshots";

describe("mergeSnapshots", () => {
  const fresh: SnapshotMeta = {
    asOf: "2026-11-22T14:05:00.000Z",
    state: "fresh",
    version: "1",
    reason: null,
  };

  it("shows the worst state, the oldest time and each reason once", () => {
    const stale: SnapshotMeta = {
      ...fresh,
      asOf: "2026-11-22T10:00:00.000Z",
      state: "stale",
      reason: "LiteLLM does not answer.",
    };
    expect(mergeSnapshots([fresh, stale, stale])).toEqual({
      asOf: "2026-11-22T10:00:00.000Z",
      state: "stale",
      reason: "LiteLLM does not answer.",
    });
  });

  it("has nothing to show before anything was read", () => {
    expect(mergeSnapshots([])).toBeNull();
  });
});
