import { describe, expect, it } from "vitest";
import type { CallReading } from "@/lib/coding/reading";
import type { Signal, TelemetryRecord } from "@/lib/coding/telemetry";
import { readRecord } from "./all";

type Values = Record<string, string | number>;

function toRecord(signal: Signal, name: string, values: Values, value?: number): TelemetryRecord {
  return {
    ...{ signal, name, scope: "" },
    attributes: new Map(Object.entries(values).map(([key, one]) => [key, String(one)])),
    ...{ sentAtMs: 1_790_000_000_000, sentAtNano: "1790000000000000000" },
    ...{ traceId: signal === "span" ? "t1" : "", spanId: signal === "span" ? "s1" : "" },
    isFailed: false,
    point:
      value === undefined
        ? null
        : { value, isCumulative: false, startedAtNano: "1", series: "series" },
  };
}

const USAGE = { "gen_ai.usage.input_tokens": 100, "gen_ai.usage.output_tokens": 20 };
const CACHED = { ...USAGE, "gen_ai.usage.cache_read.input_tokens": 60 };
const CHAT = { "gen_ai.operation.name": "chat", "gen_ai.request.model": "m", ...CACHED };
const claude = { "service.name": "claude-code", "session.id": "s", model: "m" };
const codex = { "service.name": "codex-cli", "conversation.id": "c", model: "m" };
const gemini = { "service.name": "gemini-cli", "session.id": "s", model: "m" };
const cursor = { "service.name": "cursor", "cursor.model.name": "m" };
const DISJOINT = { input_tokens: 100, output_tokens: 20, cache_read_tokens: 60 };
const GEMINI_USAGE = {
  ...{ input_token_count: 100, output_token_count: 20, cached_content_token_count: 60 },
  thoughts_token_count: 5,
};
const CURSOR_USAGE = {
  ...{ "cursor.api.request.input_tokens": 100, "cursor.api.request.output_tokens": 20 },
  ...{ "cursor.api.request.cache_read_tokens": 60, "cursor.usage_event.id": "e" },
};

/** uncached input, cache read, output, USD, credits, billing: what is charged of a record at a glance. */
const COUNTED: [
  sender: string,
  signal: Signal,
  name: string,
  values: Values,
  value: number | undefined,
  expected: string,
][] = [
  [
    "claude-code",
    "log",
    "api_request",
    { ...claude, ...DISJOINT, cost_usd: 0.5 },
    undefined,
    "100 60 20 0.5",
  ],
  [
    ...(["claude-code", "log", "claude_code.api_request"] as const),
    { ...claude, ...DISJOINT, cost_usd_micros: 250_000, cost_usd: 9 },
    undefined,
    "100 60 20 0.25",
  ],
  [
    "claude-code",
    "span",
    "claude_code.llm_request",
    { ...claude, ...DISJOINT },
    undefined,
    "100 60 20 -",
  ],
  ["claude-code", "metric", "claude_code.cost.usage", claude, 0.5, "0 0 0 0.5"],
  [
    "claude-code",
    "metric",
    "claude_code.token.usage",
    { ...claude, type: "cacheRead" },
    60,
    "0 60 0 - metered",
  ],
  [
    ...(["codex", "log", "codex.sse_event"] as const),
    {
      ...{ ...codex, "event.kind": "response.completed", auth_mode: "ChatGPT" },
      ...{ input_token_count: "100", output_token_count: "20", cached_token_count: 60 },
    },
    undefined,
    "40 60 20 - subscription",
  ],
  [
    ...(["codex", "span", "session_task.turn"] as const),
    {
      ...{ ...codex, "thread.id": "c", "codex.turn.token_usage.input_tokens": 100 },
      "codex.turn.token_usage.cached_input_tokens": 60,
      "codex.turn.token_usage.output_tokens": 20,
    },
    undefined,
    "40 60 20 -",
  ],
  ["codex", "metric", "codex.turn.cost_microusd", codex, 500_000, "0 0 0 0.5"],
  [
    "gemini-cli",
    "log",
    "gemini_cli.api_response",
    { ...gemini, ...GEMINI_USAGE },
    undefined,
    "40 60 25 -",
  ],
  [
    "gemini-cli",
    "metric",
    "gemini_cli.token.usage",
    { ...gemini, type: "cache" },
    60,
    "-60 60 0 -",
  ],
  ["gemini-cli", "metric", "gemini_cli.token.usage", { ...gemini, type: "thought" }, 5, "0 0 5 -"],
  [
    ...(["qwen-code", "span", "qwen-code.llm_request"] as const),
    { "service.name": "qwen-code", "session.id": "s", ...CACHED },
    undefined,
    "40 60 20 -",
  ],
  [
    ...(["copilot", "span", "chat m"] as const),
    { ...CHAT, "service.name": "copilot-chat", "github.copilot.nano_aiu": 2_500_000_000 },
    undefined,
    "40 60 20 - credits 2.5",
  ],
  ["cursor", "log", "cursor.api.request", { ...cursor, ...CURSOR_USAGE }, undefined, "100 60 20 -"],
  [
    "cursor",
    "log",
    "cursor.api.correction",
    { ...cursor, ...CURSOR_USAGE },
    undefined,
    "100 60 20 -",
  ],
  [
    ...(["opencode", "span", "step_finish"] as const),
    { "service.name": "opencode", "session.id": "s", ...CACHED, cost: 0.5 },
    undefined,
    "40 60 20 0.5",
  ],
  [
    ...(["cline", "log", "task.tokens"] as const),
    {
      "service.name": "cline",
      ulid: "s",
      tokensIn: 10,
      tokensOut: 20,
      cacheReadTokens: 60,
      totalCost: 0.5,
    },
    undefined,
    "10 60 20 0.5",
  ],
  [
    "cline",
    "metric",
    "cline.cost.total",
    { "service.name": "cline", "session.id": "s" },
    0.5,
    "0 0 0 0.5",
  ],
  ["kilo", "span", "chat m", { ...CHAT, "service.name": "kilocode" }, undefined, "40 60 20 -"],
  [
    ...(["pi", "span", "chat m"] as const),
    {
      ...CHAT,
      "agent.harness.name": "pi",
      "agent.cost.total.usd": 0.5,
      "agent.cost.estimation": "metered",
    },
    undefined,
    "100 60 20 0.5 metered",
  ],
  [
    ...(["litellm", "span", "litellm_request"] as const),
    { "service.name": "litellm", ...CACHED, "gen_ai.cost.total_cost": 0.5 },
    undefined,
    "40 60 20 0.5 gateway",
  ],
  [
    "my-bot",
    "span",
    "chat m",
    { ...CHAT, "service.name": "my-bot", "gen_ai.usage.cost": 0.5 },
    undefined,
    "40 60 20 0.5",
  ],
  [
    ...(["gen-ai", "span", "chat m"] as const),
    { ...CHAT, "gen_ai.usage.cost.amount": 0.5, "gen_ai.usage.cost.currency": "USD" },
    undefined,
    "40 60 20 0.5",
  ],
  [
    "gen-ai",
    "span",
    "chat m",
    { ...CHAT, "gen_ai.usage.cost.amount": 5, "gen_ai.usage.cost.currency": "EUR" },
    undefined,
    "40 60 20 -",
  ],
  [
    "gen-ai",
    "span",
    "ChatOpenAI",
    { "openinference.span.kind": "LLM", "llm.token_count.prompt": 100 },
    undefined,
    "100 0 0 -",
  ],
];

function toWords(call: CallReading): string {
  const { tokens, reported, billing, credits, isGateway } = call;
  return [
    ...[tokens.uncachedInput, tokens.cacheRead, tokens.output, reported?.usd ?? "-"],
    ...[billing, credits, isGateway ? "gateway" : null],
  ]
    .filter((word) => word !== null)
    .join(" ");
}

describe("what counts", () => {
  it.each(COUNTED)("%s: %s %s", (sender, signal, name, values, value, expected) => {
    const reading = readRecord(toRecord(signal, name, values, value));
    expect(reading).toMatchObject({ kind: "call", harness: sender });
    expect(reading?.kind === "call" && toWords(reading)).toBe(expected);
  });

  it.each<[string, Signal, string, Values, number?]>([
    ["a prompt", "log", "user_prompt", { ...claude, ...DISJOINT }],
    ["an error", "log", "api_error", claude],
    ["a sub-agent's sum", "log", "subagent_completed", { ...claude, ...DISJOINT }],
    [
      "a metric without a session",
      "metric",
      "claude_code.cost.usage",
      { "service.name": "claude-code" },
      1,
    ],
    [
      "a Codex record without a session",
      "log",
      "codex.sse_event",
      { "event.kind": "response.completed" },
    ],
    ["Codex's repetition of a turn", "span", "handle_responses", { ...codex, ...USAGE }],
    ["Codex's non-additive histogram", "metric", "codex.turn.token_usage", codex, 1],
    [
      "Gemini's second log of a call",
      "log",
      "gen_ai.client.inference.operation.details",
      { ...gemini, ...USAGE },
    ],
    [
      "tool tokens, which are input too",
      "metric",
      "gemini_cli.token.usage",
      { ...gemini, type: "tool" },
      1,
    ],
    [
      "Copilot's sum of a turn",
      "span",
      "invoke_agent x",
      { ...CHAT, "service.name": "copilot-chat", "gen_ai.operation.name": "invoke_agent" },
    ],
    [
      "Copilot's metric",
      "metric",
      "gen_ai.client.token.usage",
      { "service.name": "github-copilot" },
      1,
    ],
    ["Cursor's metric", "metric", "cursor.cost.usage", cursor, 1],
    [
      "the gateway's raw request",
      "span",
      "raw_gen_ai_request",
      { "service.name": "litellm", ...USAGE, "litellm.call_id": "x" },
    ],
    [
      "a workflow",
      "span",
      "invoke_workflow",
      { ...CHAT, "gen_ai.operation.name": "invoke_workflow" },
    ],
    ["a chain", "span", "chain", { ...CHAT, "openinference.span.kind": "CHAIN" }],
    ["the outer span of the AI SDK", "span", "ai.generateText", USAGE],
    ["a tool", "span", "execute_tool", { "gen_ai.operation.name": "execute_tool" }],
  ])("%s does not", (_, signal, name, values, value) => {
    expect(readRecord(toRecord(signal, name, values, value))).toBeNull();
  });

  it("takes lines, commits and pull requests as work", () => {
    const lines = toRecord(
      "metric",
      "claude_code.lines_of_code.count",
      { ...claude, type: "removed" },
      7,
    );
    expect(readRecord(lines)).toMatchObject({ activity: "lines_removed", amount: 7 });
    const commits = toRecord("metric", "claude_code.commit.count", claude, 2);
    expect(readRecord(commits)).toMatchObject({ activity: "commits", amount: 2 });
  });
});
