import { describe, expect, it } from "vitest";
import type { TagDayRecord } from "@/lib/upstream/litellm/records";
import { assignMessages, type MessageSources } from "./assign-messages";

const DAY = "2026-11-20";

function toTag(
  agentId: string,
  tag: string,
  callCount: number,
  currentTenantId: string | null = null,
): TagDayRecord {
  return { day: DAY, tag, agentId, currentTenantId, callCount };
}

function toSources(overrides: Partial<MessageSources> = {}): MessageSources {
  const tenantIds = new Set(["t1", "t2"]);
  return { tagPrefix: "channel:", usage: [], homeOf: new Map(), tenantIds, ...overrides };
}

describe("assignMessages", () => {
  it("takes channel tags only and strips the prefix", () => {
    const records = [
      toTag("a", "channel:slack", 3, "t1"),
      toTag("a", "team:x", 9, "t1"),
      toTag("a", "channel:", 1, "t1"),
    ];
    expect(assignMessages(records, toSources()).rows).toEqual([
      { tenantId: "t1", day: DAY, agentId: "a", channel: "slack", messageCount: 3, overlapMax: 0 },
    ]);
  });

  it("prefers the tenant of that day's usage to the agent's home, and that to the key's team", () => {
    const usage = [{ day: DAY, agentId: "a", tenantId: "t1", callCount: 5 }];
    const homeOf = new Map([
      ["a", "t2"],
      ["b", "t2"],
    ]);
    const records = [toTag("a", "channel:slack", 3, "t2"), toTag("b", "channel:slack", 2, "t1")];
    const { rows } = assignMessages(records, toSources({ usage, homeOf }));
    expect(rows.map((row) => [row.agentId, row.tenantId])).toEqual([
      ["a", "t1"],
      ["b", "t2"],
    ]);
  });

  it("gives a moved key's day to the tenant with more calls, bounded by the calls of both", () => {
    const usage = [
      { day: DAY, agentId: "a", tenantId: "t1", callCount: 4 },
      { day: DAY, agentId: "a", tenantId: "t2", callCount: 6 },
    ];
    const records = [toTag("a", "channel:slack", 10), toTag("a", "channel:whatsapp", 3)];
    const { rows } = assignMessages(records, toSources({ usage }));
    expect(rows).toEqual([
      { tenantId: "t2", day: DAY, agentId: "a", channel: "shared", messageCount: 3, overlapMax: 0 },
      { tenantId: "t2", day: DAY, agentId: "a", channel: "slack", messageCount: 7, overlapMax: 0 },
    ]);
  });

  it("leaves out and counts what belongs to an unknown tenant, not what belongs to none", () => {
    const records = [
      toTag("a", "channel:slack", 3, "t9"),
      toTag("a", "channel:x", 1, "t9"),
      toTag("b", "channel:slack", 1),
    ];
    const assigned = assignMessages(records, toSources());
    expect(assigned.rows).toEqual([]);
    expect([...assigned.unknownAgentIds]).toEqual(["a"]);
  });
});
