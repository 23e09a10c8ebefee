import { UNKNOWN_PART } from "./usage-split";
import { parseAnswer, Reading, type ReadContext, type ReadOptions } from "./reading";
import type { ModelPriceRecord, WholeRead } from "./records";
import { toRuleText, wireModel, wireModelList, type WireModel } from "./schema";

const PATH = "/model/info";

/** `openai/gpt-4o` as provider and model; LiteLLM's usage rows carry the model without the prefix. */
function splitRoute(route: string | null): { prefix: string | null; model: string | null } {
  const slash = route?.indexOf("/") ?? -1;
  if (route === null || slash < 0) return { prefix: null, model: route };
  return { prefix: route.slice(0, slash) || null, model: route.slice(slash + 1) || null };
}

function toPrice(row: WireModel): ModelPriceRecord {
  const { litellm_params: params, model_info: info } = row;
  const route = splitRoute(params?.model ?? null);
  const declared = params?.custom_llm_provider ?? null;
  const model = declared !== null && route.prefix !== declared ? params?.model : route.model;
  return {
    modelGroup: row.model_name,
    model: model ?? info?.key ?? row.model_name,
    provider: declared ?? route.prefix ?? info?.litellm_provider ?? UNKNOWN_PART,
    mode: info?.mode ?? null,
    inputUsdPerToken: info?.input_cost_per_token ?? null,
    outputUsdPerToken: info?.output_cost_per_token ?? null,
  };
}

/** One record for each group, model and provider; of several deployments the first that has a price. */
function keepOneEach(prices: readonly ModelPriceRecord[]): ModelPriceRecord[] {
  const kept = new Map<string, ModelPriceRecord>();
  for (const price of prices) {
    const id = JSON.stringify([price.modelGroup, price.model, price.provider]);
    const known = kept.get(id);
    const hasPrice = known?.inputUsdPerToken != null || known?.outputUsdPerToken != null;
    if (known === undefined || !hasPrice) kept.set(id, price);
  }
  return [...kept.values()];
}

/** What LiteLLM charges for each model it serves now. A missing price is null. */
export async function listModelPrices(
  context: ReadContext,
  options: ReadOptions,
): Promise<WholeRead<ModelPriceRecord>> {
  const reading = new Reading(context, options);
  const { body } = await reading.getPage(PATH, {});
  const rows = parseAnswer(wireModelList, body, PATH).data;
  reading.rowsRead = rows.length;
  const prices = rows.flatMap((row) => {
    const parsed = wireModel.safeParse(row);
    if (parsed.success) return [toPrice(parsed.data)];
    const name: unknown = typeof row === "object" && row !== null && Reflect.get(row, "model_name");
    reading.reject(
      `model ${typeof name === "string" ? name : "without a name"}: ${toRuleText(parsed.error)}`,
    );
    return [];
  });
  return reading.finish(keepOneEach(prices));
}
