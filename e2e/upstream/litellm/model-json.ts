import { CATALOG, type CatalogModel } from "./catalog";
import type { JsonObject } from "./key-json";
import { sha256Hex } from "./random";
import type { Features } from "./version";

function perToken(pico: number | undefined): number | null {
  return pico === undefined ? null : pico / 1e12;
}

function deploymentId(model: CatalogModel): string {
  return sha256Hex(`${model.provider ?? ""}/${model.model}`).slice(0, 10);
}

export function deployment(model: CatalogModel, features: Features): JsonObject {
  return {
    model_name: model.group,
    litellm_params: {
      model: `${model.provider ?? ""}/${model.model}`,
      use_in_pass_through: false,
    },
    model_info: {
      id: deploymentId(model),
      db_model: false,
      key: model.rates === null ? null : model.model,
      max_tokens: model.maxOutputTokens,
      max_input_tokens: model.maxInputTokens,
      max_output_tokens: model.maxOutputTokens,
      input_cost_per_token: perToken(model.rates?.input),
      output_cost_per_token: perToken(model.rates?.output),
      cache_read_input_token_cost: perToken(model.rates?.cacheRead),
      cache_creation_input_token_cost: perToken(model.rates?.cacheWrite),
      litellm_provider: model.provider,
      mode: model.mode,
      supports_vision: model.mode === "chat",
      supports_function_calling: model.mode === "chat",
      ...(features.hasPricingOverrides ? { pricing_overrides: null } : {}),
    },
  };
}

export function deployments(features: Features): { id: string; entry: JsonObject }[] {
  return CATALOG.map((model) => ({ id: deploymentId(model), entry: deployment(model, features) }));
}

function modelGroup(group: string, members: readonly CatalogModel[]): JsonObject {
  const [first] = members;
  const isChat = first?.mode === "chat";
  const dearest = (pick: (model: CatalogModel) => number | undefined): number | null => {
    const prices = members.map(pick).filter((price) => price !== undefined);
    return prices.length === 0 ? null : Math.max(...prices) / 1e12;
  };
  return {
    model_group: group,
    providers: members.map((model) => model.provider),
    max_input_tokens: first?.maxInputTokens ?? null,
    max_output_tokens: first?.maxOutputTokens ?? null,
    input_cost_per_token: dearest((model) => model.rates?.input),
    output_cost_per_token: dearest((model) => model.rates?.output),
    input_cost_per_pixel: null,
    mode: first?.mode ?? null,
    tpm: null,
    rpm: null,
    supports_parallel_function_calling: isChat,
    supports_vision: isChat,
    supports_web_search: false,
    supports_url_context: false,
    supports_reasoning: false,
    supports_function_calling: isChat,
    supported_openai_params: isChat ? ["temperature", "max_tokens", "tools"] : ["dimensions"],
    configurable_clientside_auth_params: null,
    is_public_model_group: false,
    health_status: null,
    health_response_time: null,
    health_checked_at: null,
  };
}

export function modelGroups(): { group: string; entry: JsonObject }[] {
  const groups = [...new Set(CATALOG.map((model) => model.group))];
  return groups.map((group) => {
    const members = CATALOG.filter((model) => model.group === group);
    return { group, entry: modelGroup(group, members) };
  });
}
