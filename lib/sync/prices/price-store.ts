import type { Transaction } from "@/lib/db/client";
import { Decimal } from "@/lib/money";
import type { ModelPriceRecord } from "@/lib/upstream/litellm/records";
import { PRICE_SCALE } from "./diff-prices";

const SOURCE = "litellm";

interface PriceRow extends Pick<ModelPriceRecord, "modelGroup" | "model" | "provider" | "mode"> {
  input: string | null;
  output: string | null;
}

/** The newest stored price of each model. */
export async function listNewestPrices(tx: Transaction): Promise<ModelPriceRecord[]> {
  const rows = await tx.$queryRaw<PriceRow[]>`
    SELECT DISTINCT ON (provider, model, model_group)
           provider, model, model_group AS "modelGroup", mode,
           input_usd_per_token::text AS input, output_usd_per_token::text AS output
    FROM model_price WHERE source = ${SOURCE}
    ORDER BY provider, model, model_group, effective_from DESC`;
  return rows.map(({ input, output, ...price }) => ({
    ...price,
    inputUsdPerToken: input === null ? null : new Decimal(input),
    outputUsdPerToken: output === null ? null : new Decimal(output),
  }));
}

const toText = (price: Decimal | null) => price?.toFixed(PRICE_SCALE) ?? null;

/** Each price holds from `readAt` on; the one before it stays. */
export async function addPrices(
  tx: Transaction,
  prices: readonly ModelPriceRecord[],
  readAt: Date,
): Promise<number> {
  const json = JSON.stringify(
    prices.map(({ inputUsdPerToken, outputUsdPerToken, ...price }) => ({
      ...price,
      input: toText(inputUsdPerToken),
      output: toText(outputUsdPerToken),
    })),
  );
  return tx.$executeRaw`
    INSERT INTO model_price (source, provider, model, effective_from, model_group, mode,
                             input_usd_per_token, output_usd_per_token, read_at)
    SELECT ${SOURCE}, provider, model, ${readAt.toISOString()}::timestamptz, "modelGroup", mode,
           input, output, ${readAt.toISOString()}::timestamptz
    FROM jsonb_to_recordset(${json}::jsonb) AS r(provider text, model text, "modelGroup" text,
      mode text, input numeric, output numeric)
    ON CONFLICT DO NOTHING`;
}

/** Notes that the newest prices were seen again. */
export async function touchPrices(
  tx: Transaction,
  prices: readonly ModelPriceRecord[],
  readAt: Date,
): Promise<void> {
  const json = JSON.stringify(
    prices.map(({ provider, model, modelGroup }) => ({ provider, model, modelGroup })),
  );
  await tx.$executeRaw`
    UPDATE model_price p SET read_at = ${readAt.toISOString()}::timestamptz
    FROM (
      SELECT m.provider, m.model, m.model_group, max(m.effective_from) AS effective_from
      FROM model_price m JOIN jsonb_to_recordset(${json}::jsonb)
        AS r(provider text, model text, "modelGroup" text)
        ON r.provider = m.provider AND r.model = m.model AND r."modelGroup" = m.model_group
      WHERE m.source = ${SOURCE} GROUP BY m.provider, m.model, m.model_group
    ) newest
    WHERE p.source = ${SOURCE} AND p.provider = newest.provider AND p.model = newest.model
      AND p.model_group = newest.model_group AND p.effective_from = newest.effective_from`;
}
