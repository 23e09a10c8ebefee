/** A seeded source of numbers from 0 to 1: the same seed makes the same week. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    const stirred = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    return ((stirred ^ (stirred >>> 15)) >>> 0) / 2 ** 32;
  };
}

export interface SyntheticPerson {
  email: string;
  team: string;
}

export interface SyntheticCall {
  service: string;
  name: string;
  startedAt: Date;
  durationMs: number;
  attributes: Record<string, string | number>;
}

interface SyntheticAgent {
  service: string;
  name: string;
  models: readonly string[];
  provider: string;
  /** USD per million tokens of input, cached input and output; null where the agent tells no cost. */
  prices: readonly [input: number, cached: number, output: number] | null;
  extra: Record<string, string | number>;
}

const CHAT = { "gen_ai.operation.name": "chat" };

const AGENTS: readonly SyntheticAgent[] = [
  {
    ...{ service: "claude-code", name: "claude_code.llm_request", provider: "anthropic" },
    ...{ models: ["claude-sonnet-5", "claude-haiku-4-5", "claude-opus-5"], prices: [3, 0.3, 15] },
    extra: {},
  },
  {
    ...{ service: "pi-token-tracker", name: "chat", provider: "openrouter", prices: [2, 0.2, 8] },
    models: ["gpt-5-mini", "qwen3-coder"],
    extra: { ...CHAT, "agent.harness.name": "pi" },
  },
  {
    ...{ service: "github-copilot", name: "chat", provider: "github", prices: null },
    models: ["gpt-5-mini", "claude-sonnet-5"],
    extra: { ...CHAT, "github.copilot.nano_aiu": 1_000_000_000 },
  },
  {
    ...{ service: "codex-cli", name: "session_task.turn", provider: "openai", prices: null },
    models: ["gpt-5-codex"],
    extra: { auth_mode: "chatgpt" },
  },
];

const REPOSITORIES = ["ledger-api", "storefront", "data-platform", "mobile-app", "infra"];
const DAYS = 7;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SESSIONS_A_DAY = 2;
const MILLION = 1_000_000;

type Random = () => number;

const pick = <T>(random: Random, list: readonly [T, ...T[]] | readonly T[]): T | undefined =>
  list[Math.floor(random() * list.length)];

function toHex(random: Random, length: number): string {
  return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join("");
}

/** Mostly by day, on some days more than on others; a few sessions run on for hours. */
function toSessionStart(random: Random, until: Date, daysAgo: number): Date {
  const hour = 8 + random() * 10;
  const dayStart = Math.floor((until.getTime() - daysAgo * DAY_MS) / DAY_MS) * DAY_MS;
  const start = dayStart + hour * HOUR_MS;
  // Today's are within the last hours, so that something is always under way.
  return new Date(start < until.getTime() ? start : until.getTime() - random() * 3 * HOUR_MS);
}

function makeCall(
  random: Random,
  agent: SyntheticAgent,
  startedAt: Date,
  shared: Record<string, string>,
): SyntheticCall {
  const cached = Math.round(random() * 60_000);
  const input = Math.round(300 + random() * 6_000);
  const output = Math.round(80 + random() * 2_500);
  // The two that send the conventions' names with their own counts leave the cached tokens out.
  const isExclusive = agent.prices !== null;
  const [price, cachedPrice, outputPrice] = agent.prices ?? [0, 0, 0];
  const usd = (input * price + cached * cachedPrice + output * outputPrice) / MILLION;
  return {
    ...{ service: agent.service, name: agent.name, startedAt },
    durationMs: Math.round(500 + random() * 9_000),
    attributes: {
      ...agent.extra,
      ...shared,
      "gen_ai.provider.name": agent.provider,
      "gen_ai.request.model": pick(random, agent.models) ?? "",
      "gen_ai.response.id": `msg_${toHex(random, 24)}`,
      "gen_ai.usage.input_tokens": isExclusive ? input : input + cached,
      "gen_ai.usage.cache_read.input_tokens": cached,
      "gen_ai.usage.output_tokens": output,
      ...(agent.prices === null ? {} : { "agent.cost.total.usd": Number(usd.toFixed(6)) }),
    },
  };
}

/** Seven days of calls up to `until`: about 280 for each person, in sessions of different agents. */
export function makeWeek(people: readonly SyntheticPerson[], until: Date, seed = 42) {
  const random = createRandom(seed);
  const calls: SyntheticCall[] = [];
  for (let daysAgo = DAYS - 1; daysAgo >= 0; daysAgo -= 1) {
    for (const { email, team } of people) {
      for (let session = 0; session < SESSIONS_A_DAY; session += 1) {
        const agent = pick(random, AGENTS);
        if (!agent) continue;
        const sessionId = toHex(random, 32);
        const shared = {
          ...{ "user.email": email, "team.id": team, "session.id": sessionId },
          ...{ "thread.id": sessionId, "deployment.environment": random() < 0.9 ? "prod" : "ci" },
          "vcs.repository.name": `example/${pick(random, REPOSITORIES) ?? ""}`,
        };
        const count = 8 + Math.floor(random() * 24);
        const stepMs = (random() < 0.15 ? 8 : 2) * 60_000;
        let at = toSessionStart(random, until, daysAgo).getTime();
        for (let call = 0; call < count && at < until.getTime(); call += 1) {
          calls.push(makeCall(random, agent, new Date(at), shared));
          at += Math.round(stepMs * (0.3 + random()));
        }
      }
    }
  }
  return calls;
}
