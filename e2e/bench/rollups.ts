import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { MIGRATIONS_DIR, migrateDatabase } from "@/lib/db/migrate";
import { withClient } from "./database";
import { DAYS, LAST_DAY, SPEND_LOGS } from "./spend-logs";

/** The portal's tables, as a worker that had read all of it would have left them. */
const STATEMENTS: readonly (readonly [label: string, sql: string])[] = [
  [
    "one pass over the calls",
    `CREATE UNLOGGED TABLE litellm_raw.day AS
     SELECT team_id, "startTime"::date AS day, api_key, model, request_tags,
            sum(spend::numeric(24, 12)) AS cost_usd, sum(prompt_tokens) AS prompt_tokens,
            sum(completion_tokens) AS completion_tokens, sum(total_tokens) AS total_tokens,
            count(*) AS call_count
     FROM ${SPEND_LOGS} GROUP BY 1, 2, 3, 4, 5`,
  ],
  [
    "usage by model",
    `INSERT INTO usage_model_daily
     SELECT team_id, day, api_key, model, 'litellm', sum(cost_usd), sum(prompt_tokens),
            sum(completion_tokens), 0, 0, sum(total_tokens), sum(call_count), 0
     FROM litellm_raw.day GROUP BY 1, 2, 3, 4 ORDER BY 2, 1, 3, 4`,
  ],
  [
    "usage by provider",
    `INSERT INTO usage_daily
     SELECT d.team_id, d.day, d.api_key, m.provider, 'litellm', sum(d.cost_usd),
            sum(d.prompt_tokens), sum(d.completion_tokens), 0, 0, sum(d.total_tokens),
            sum(d.call_count), 0
     FROM litellm_raw.day d JOIN litellm_raw.model m ON m.name = d.model
     GROUP BY 1, 2, 3, 4 ORDER BY 2, 1, 3, 4`,
  ],
  [
    "messages",
    `INSERT INTO message_daily
     SELECT team_id, day, api_key, substr(tag, 9), 'litellm', sum(call_count), 0
     FROM litellm_raw.day, jsonb_array_elements_text(request_tags) tag
     WHERE tag LIKE 'channel:%' GROUP BY 1, 2, 3, 4 ORDER BY 2, 1, 3, 4`,
  ],
  [
    "tenants by day",
    `INSERT INTO tenant_usage_daily
     SELECT tenant_id, day, sum(cost_usd), sum(total_tokens), sum(call_count)
     FROM usage_daily GROUP BY 1, 2 ORDER BY 2, 1`,
  ],
  [
    "tenants by month",
    `INSERT INTO tenant_usage_monthly (tenant_id, month, cost_usd, total_tokens, call_count)
     SELECT tenant_id, date_trunc('month', day)::date, sum(cost_usd), sum(total_tokens), sum(call_count)
     FROM tenant_usage_daily GROUP BY 1, 2 ORDER BY 2, 1`,
  ],
  [
    "agents by day",
    `INSERT INTO agent_usage_daily (tenant_id, day, agent_id, cost_usd, prompt_tokens,
       completion_tokens, cache_read_tokens, cache_creation_tokens, total_tokens, call_count,
       failed_call_count)
     SELECT tenant_id, day, agent_id, sum(cost_usd), sum(prompt_tokens), sum(completion_tokens),
            0, 0, sum(total_tokens), sum(call_count), 0
     FROM usage_daily GROUP BY 1, 2, 3 ORDER BY 2, 1, 3`,
  ],
  [
    "agents by month",
    `INSERT INTO agent_usage_monthly (tenant_id, month, agent_id, cost_usd, prompt_tokens,
       completion_tokens, cache_read_tokens, cache_creation_tokens, total_tokens, call_count,
       failed_call_count)
     SELECT tenant_id, date_trunc('month', day)::date, agent_id, sum(cost_usd), sum(prompt_tokens),
            sum(completion_tokens), 0, 0, sum(total_tokens), sum(call_count), 0
     FROM agent_usage_daily GROUP BY 1, 2, 3 ORDER BY 2, 1, 3`,
  ],
  [
    "providers by day",
    `INSERT INTO provider_usage_daily (tenant_id, day, provider, cost_usd, total_tokens, call_count)
     SELECT tenant_id, day, provider, sum(cost_usd), sum(total_tokens), sum(call_count)
     FROM usage_daily GROUP BY 1, 2, 3 ORDER BY 2, 1, 3`,
  ],
  [
    "channels by day",
    `INSERT INTO channel_message_daily (tenant_id, day, channel, message_count, overlap_max)
     SELECT tenant_id, day, channel, sum(message_count), sum(overlap_max)
     FROM message_daily GROUP BY 1, 2, 3 ORDER BY 2, 1, 3`,
  ],
  [
    "tenants",
    `INSERT INTO tenant (id, name, read_at)
     SELECT DISTINCT team_id, 'Tenant ' || tenant_no, now() FROM litellm_raw.key`,
  ],
  [
    "agents",
    `INSERT INTO agent (tenant_id, id, name, max_budget_usd, budget_spend_usd, budget_duration, read_at)
     SELECT k.team_id, k.api_key, k.key_alias, 25, coalesce(sum(u.cost_usd), 0), '30d', now()
     FROM litellm_raw.key k LEFT JOIN usage_daily u
       ON u.tenant_id = k.team_id AND u.agent_id = k.api_key AND u.day > date '${LAST_DAY}' - 30
     GROUP BY 1, 2, 3`,
  ],
  [
    "coverage",
    `INSERT INTO day_coverage (tenant_id, kind, day, read_at, run_id)
     SELECT t.id, kind, date '${LAST_DAY}' - d, now(), gen_random_uuid()
     FROM tenant t, unnest('{usage,messages}'::snapshot_kind[]) kind, generate_series(0, ${DAYS - 1}) d`,
  ],
  [
    "snapshot state",
    `INSERT INTO snapshot_state (tenant_id, kind, last_ok_at, last_attempt_at)
     SELECT id, kind, now(), now() FROM tenant, unnest('{usage,messages}'::snapshot_kind[]) kind`,
  ],
  ["clean-up", "DROP TABLE litellm_raw.day"],
  ["statistics", "VACUUM ANALYZE"],
];

/** Changes with the portal's tables and with what goes into them. */
export async function fingerprintRollups(): Promise<string> {
  const names = (await readdir(MIGRATIONS_DIR)).filter((name) => !name.includes(".")).sort();
  const migrations = await Promise.all(
    names.map((name) => readFile(path.join(MIGRATIONS_DIR, name, "migration.sql"), "utf8")),
  );
  return createHash("sha256")
    .update(JSON.stringify([migrations, STATEMENTS]))
    .digest("hex");
}

/** Makes the portal's tables anew and fills them from the raw calls, so that both have the same answers. */
export async function fillRollups(url: string, log: (line: string) => void): Promise<void> {
  await withClient(url, (client) =>
    client.query(
      "DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP TABLE IF EXISTS litellm_raw.day",
    ),
  );
  await migrateDatabase(url);
  await withClient(url, async (client) => {
    await client.query("SET synchronous_commit = off; SET work_mem = '1GB'; SET jit = off");
    for (const [label, sql] of STATEMENTS) {
      await client.query(sql);
      log(`  rollups: ${label}`);
    }
  });
}
