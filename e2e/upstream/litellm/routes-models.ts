import { dayNumberOf, dayOf } from "./days";
import { httpException, ProxyError } from "./errors";
import { deployments, modelGroups } from "./model-json";
import type { RouteContext } from "./route-context";

export function getModelInfo({ query, features }: RouteContext): unknown {
  const id = query.get("litellm_model_id");
  const all = deployments(features);
  if (id === null) return { data: all.map(({ entry }) => entry) };
  const found = all.find((candidate) => candidate.id === id);
  if (found === undefined) {
    throw httpException(400, `Model id = ${id} not found on litellm proxy`);
  }
  return { data: [found.entry] };
}

export function getModelGroupInfo({ query }: RouteContext): unknown {
  const wanted = query.get("model_group");
  const groups = modelGroups().filter(({ group }) => wanted === null || group === wanted);
  return { data: groups.map(({ entry }) => entry) };
}

export function getLiveness(): unknown {
  return "I'm alive!";
}

function fullReadiness({ store, version }: RouteContext): unknown {
  const today = dayOf(dayNumberOf(store.clock.nowMs()));
  return {
    status: "connected",
    db: "connected",
    cache: null,
    litellm_version: version,
    success_callbacks: ["_ProxyDBLogger"],
    use_aiohttp_transport: true,
    last_updated: `${today}T00:00:00.000000`,
  };
}

function assertDatabase(context: RouteContext): void {
  if (context.isDatabaseDown) {
    throw new ProxyError(503, { detail: "Service Unhealthy (Database connection lost)" });
  }
}

export function getReadiness(context: RouteContext): unknown {
  assertDatabase(context);
  if (!context.features.hasMinimalReadiness) return fullReadiness(context);
  return { status: "healthy", db: "connected" };
}

export function getReadinessDetails(context: RouteContext): unknown {
  assertDatabase(context);
  return fullReadiness(context);
}

export function getSpendReport(): unknown {
  throw httpException(
    400,
    "/spend/report endpoint You must be a LiteLLM Enterprise user to use this feature. ...",
  );
}
