/** Prices in pico-dollars (1e-12 USD) per token, so that truth can be summed in whole numbers. */
export interface TokenRates {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
}

export interface CatalogModel {
  /** What the daily tables call `model`. */
  model: string;
  group: string;
  provider: string | null;
  /** null: the proxy knows no price; spend is 0 although tokens are counted. */
  rates: TokenRates | null;
  maxInputTokens: number;
  maxOutputTokens: number;
  mode: "chat" | "embedding";
}

/** Dollars per million tokens are millionths per token, hence 1e6 pico-dollars. */
function perMillion(
  input: number,
  output: number,
  cacheRead: number,
  cacheWrite = input,
): TokenRates {
  const toPico = (usd: number): number => Math.round(usd * 1e6);
  return {
    input: toPico(input),
    output: toPico(output),
    cacheRead: toPico(cacheRead),
    cacheWrite: toPico(cacheWrite),
  };
}

function chat(
  group: string,
  provider: string,
  model: string,
  rates: TokenRates | null,
  maxInputTokens = 128_000,
): CatalogModel {
  return { group, provider, model, rates, maxInputTokens, maxOutputTokens: 16_384, mode: "chat" };
}

export const MODELS = {
  gpt4o: chat("gpt-4o", "openai", "gpt-4o-2024-08-06", perMillion(2.5, 10, 1.25)),
  gpt4oAzure: chat("gpt-4o", "azure", "gpt-4o-2024-08-06", perMillion(2.5, 10, 1.25)),
  gpt4oMini: chat("gpt-4o-mini", "openai", "gpt-4o-mini-2024-07-18", perMillion(0.15, 0.6, 0.075)),
  gpt41: chat("gpt-4.1", "openai", "gpt-4.1-2025-04-14", perMillion(2, 8, 0.5), 1_047_576),
  gpt41Mini: chat(
    "gpt-4.1-mini",
    "azure",
    "gpt-4.1-mini-2025-04-14",
    perMillion(0.4, 1.6, 0.1),
    1_047_576,
  ),
  gpt5: chat("gpt-5", "openai", "gpt-5-2025-08-07", perMillion(1.25, 10, 0.125), 272_000),
  sonnet: chat(
    "claude-sonnet-4-5",
    "anthropic",
    "claude-sonnet-4-5-20250929",
    perMillion(3, 15, 0.3, 3.75),
    200_000,
  ),
  haiku: chat(
    "claude-haiku-4-5",
    "anthropic",
    "claude-haiku-4-5-20251001",
    perMillion(1, 5, 0.1, 1.25),
    200_000,
  ),
  opus: chat(
    "claude-opus-4-5",
    "anthropic",
    "claude-opus-4-5-20251101",
    perMillion(5, 25, 0.5, 6.25),
    200_000,
  ),
  sonnetBedrock: chat(
    "claude-sonnet-4-5-eu",
    "bedrock",
    "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
    perMillion(3.3, 16.5, 0.33, 4.125),
    200_000,
  ),
  nova: chat("nova-pro", "bedrock", "amazon.nova-pro-v1:0", perMillion(0.8, 3.2, 0.2), 300_000),
  llama: chat("llama-3.3-70b", "ollama", "llama3.3:70b", perMillion(0, 0, 0)),
  helpdesk: chat("helpdesk-ft", "azure", "gpt-4o-mini-helpdesk-ft-07", null),
  embedding: {
    ...chat(
      "text-embedding-3-small",
      "openai",
      "text-embedding-3-small",
      perMillion(0.02, 0, 0.02),
      8_191,
    ),
    mode: "embedding",
  },
} satisfies Record<string, CatalogModel>;

export const CATALOG: readonly CatalogModel[] = Object.values(MODELS);

/** An MCP tool call has no LLM behind it: no provider, no tokens, no cost. */
export function mcpModel(tool: string): CatalogModel {
  return { ...chat("", "", `MCP: ${tool}`, null), provider: null, group: "" };
}
