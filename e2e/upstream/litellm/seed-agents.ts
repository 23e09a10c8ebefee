import { MODELS, type CatalogModel } from "./catalog";
import type { AgentProfile } from "./model";
import { CHANNELS, USER_AGENTS } from "./names";
import type { Random } from "./random";

const CHAT = "/chat/completions";

const STRONG_MODELS: readonly CatalogModel[] = [
  MODELS.gpt4o,
  MODELS.sonnet,
  MODELS.gpt5,
  MODELS.gpt41,
  MODELS.sonnetBedrock,
  MODELS.gpt4oAzure,
  MODELS.opus,
];
const LIGHT_MODELS: readonly CatalogModel[] = [
  ...STRONG_MODELS,
  MODELS.haiku,
  MODELS.gpt4oMini,
  MODELS.nova,
  MODELS.gpt41Mini,
];
/** Above this a light model would need an unlikely number of requests. */
const LIGHT_UNTIL_USD = 60;

/** A week has 5.9 ordinary weekdays' worth of traffic, so 30 days have about 25.4. */
const WEEKDAYS_PER_30_DAYS = 25.4;

export function isCacheHeavy(index: number): boolean {
  return index % 9 === 4;
}

function routesFor(index: number, monthlyUsd: number, random: Random): AgentProfile["routes"] {
  if (index === 31 || index === 68) return [{ model: MODELS.helpdesk, endpoint: CHAT, share: 1 }];
  if (index % 16 === 14) return [{ model: MODELS.llama, endpoint: CHAT, share: 1 }];
  const main = isCacheHeavy(index)
    ? MODELS.sonnet
    : random.pick(monthlyUsd > LIGHT_UNTIL_USD ? STRONG_MODELS : LIGHT_MODELS);
  const routes = mainRoutes(main, random);
  if (random.chance(0.35)) {
    const side = random.pick([MODELS.gpt4oMini, MODELS.haiku, MODELS.gpt4oAzure, MODELS.gpt4o]);
    routes.push({ model: side, endpoint: CHAT, share: random.between(0.1, 0.4) });
  }
  if (random.chance(0.12)) {
    routes.push({
      model: MODELS.embedding,
      endpoint: "/embeddings",
      share: random.between(0.2, 0.6),
    });
  }
  const total = routes.reduce((sum, route) => sum + route.share, 0);
  return routes.map((route) => ({ ...route, share: route.share / total }));
}

function mainRoutes(
  main: CatalogModel,
  random: Random,
): { model: CatalogModel; endpoint: string; share: number }[] {
  const native = main.provider === "anthropic" ? "/v1/messages" : "/responses";
  if (!random.chance(0.35)) return [{ model: main, endpoint: CHAT, share: 1 }];
  return [
    { model: main, endpoint: CHAT, share: 0.7 },
    { model: main, endpoint: native, share: 0.3 },
  ];
}

function channelSetsFor(index: number, random: Random): AgentProfile["channelSets"] {
  if (index % 23 === 11) return [{ channels: [], share: 1 }];
  const first = random.pick(CHANNELS);
  if (index % 7 !== 3) return [{ channels: [first], share: 1 }];
  const second = random.pick(CHANNELS.filter((channel) => channel !== first));
  return [
    { channels: [first], share: 0.55 },
    { channels: [second], share: 0.3 },
    { channels: [first, second], share: 0.15 },
  ];
}

function costPerRequestPico(profile: Omit<AgentProfile, "requestsPerDay">): number {
  const cached = profile.promptTokensPerRequest * profile.cacheReadShare;
  const written = profile.promptTokensPerRequest * profile.cacheWriteShare;
  const fresh = profile.promptTokensPerRequest - cached - written;
  return profile.routes.reduce((sum, { model, share }) => {
    if (model.rates === null) return sum;
    const input = fresh * model.rates.input + cached * model.rates.cacheRead;
    const output = profile.completionTokensPerRequest * model.rates.output;
    return sum + share * (input + written * model.rates.cacheWrite + output);
  }, 0);
}

function serverTags(random: Random): string[] {
  const agent = random.pick(USER_AGENTS);
  return [
    random.chance(0.85) ? "env:prod" : "env:staging",
    `User-Agent: ${agent.name}`,
    `User-Agent: ${agent.name}/${agent.version}`,
  ];
}

/** An agent that costs about `monthlyUsd` in 30 days at the end of the history. */
export function createProfile(index: number, monthlyUsd: number, random: Random): AgentProfile {
  const cacheHeavy = isCacheHeavy(index);
  const base = {
    routes: routesFor(index, monthlyUsd, random),
    channelSets: channelSetsFor(index, random),
    serverTags: serverTags(random),
    promptTokensPerRequest: cacheHeavy ? random.whole(9_000, 24_000) : random.whole(700, 5_200),
    completionTokensPerRequest: random.whole(120, 900),
    cacheReadShare: cacheHeavy ? 0.82 : random.chance(0.3) ? random.between(0.1, 0.35) : 0,
    cacheWriteShare: cacheHeavy ? 0.06 : 0,
    failureShare: random.chance(0.1) ? random.between(0.03, 0.09) : random.between(0, 0.012),
    mcpTool: index % 29 === 8 ? "linear-create_issue" : null,
  };
  const cost = costPerRequestPico(base);
  const isFree = cost === 0;
  const perDay = isFree ? random.whole(25, 140) : (monthlyUsd * 1e12) / WEEKDAYS_PER_30_DAYS / cost;
  return { ...base, requestsPerDay: monthlyUsd === 0 ? 0 : perDay };
}
