import type pg from "pg";
import { withClient } from "./database";

export const TENANTS = 12;
export const AGENTS_PER_TENANT = 10;
export const DAYS = 400;
/** The last day of the data; fixed, so that kept data stays what it was. */
export const LAST_DAY = "2026-10-31";
export const SPEND_LOGS = `litellm_raw."LiteLLM_SpendLogs"`;

const LOADERS = 2;
const CHUNKS = 40;

/** LiteLLM's columns of the table that holds one row a call; its indexes come after the data. */
const TABLE_SQL = `
  DROP SCHEMA IF EXISTS litellm_raw CASCADE;
  CREATE SCHEMA litellm_raw;
  CREATE UNLOGGED TABLE ${SPEND_LOGS} (
    request_id text NOT NULL, call_type text NOT NULL, api_key text NOT NULL DEFAULT '',
    spend float8 NOT NULL DEFAULT 0, total_tokens int NOT NULL DEFAULT 0,
    prompt_tokens int NOT NULL DEFAULT 0, completion_tokens int NOT NULL DEFAULT 0,
    "startTime" timestamp(3) NOT NULL, "endTime" timestamp(3) NOT NULL, request_duration_ms int,
    "completionStartTime" timestamp(3), model text NOT NULL DEFAULT '', model_id text DEFAULT '',
    model_group text DEFAULT '', custom_llm_provider text DEFAULT '', api_base text DEFAULT '',
    "user" text DEFAULT '', metadata jsonb DEFAULT '{}', cache_hit text DEFAULT '',
    cache_key text DEFAULT '', request_tags jsonb DEFAULT '[]', team_id text, organization_id text,
    end_user text, requester_ip_address text, messages jsonb DEFAULT '{}',
    response jsonb DEFAULT '{}', session_id text, status text, mcp_namespaced_tool_name text,
    agent_id text, proxy_server_request jsonb DEFAULT '{}');
  CREATE TABLE litellm_raw.model AS SELECT * FROM (VALUES
    (0, 'gpt-4.1', 'openai', 2000, 8000), (1, 'claude-sonnet-4-5', 'anthropic', 3000, 15000),
    (2, 'gpt-4.1-mini', 'openai', 400, 1600), (3, 'llama3.3', 'ollama', 0, 0),
    (4, 'claude-haiku-4-5', 'anthropic', 1000, 5000)
  ) m (no, name, provider, input_nano_usd, output_nano_usd);
  CREATE TABLE litellm_raw.key AS
  SELECT t AS tenant_no, a AS agent_no, 'tenant-' || t AS team_id,
         encode(sha256(('sk-' || t || '-' || a)::bytea), 'hex') AS api_key,
         'agent-' || t || '-' || a AS key_alias, (t + a) % 5 AS main_model, (t + 2 * a) % 5 AS other_model
  FROM generate_series(1, ${TENANTS}) t, generate_series(1, ${AGENTS_PER_TENANT}) a;
  ALTER TABLE litellm_raw.key ADD metadata jsonb;
  UPDATE litellm_raw.key SET metadata = jsonb_build_object(
    'user_api_key', api_key, 'user_api_key_alias', key_alias, 'user_api_key_team_id', team_id,
    'user_api_key_team_alias', 'Tenant ' || tenant_no, 'user_api_key_user_id', 'default_user_id',
    'user_api_key_org_id', null, 'requester_ip_address', '10.20.30.40', 'applied_guardrails', '[]'::jsonb,
    'status', 'success', 'batch_models', null, 'error_information', null, 'cold_storage_object_key', null,
    'usage_object', '{"prompt_tokens": 1200, "completion_tokens": 240, "total_tokens": 1440,
      "prompt_tokens_details": {"audio_tokens": 0, "cached_tokens": 512}}'::jsonb,
    'cost_breakdown', '{"input_cost": 0.0024, "output_cost": 0.0019, "total_cost": 0.0043}'::jsonb,
    'additional_usage_values', '{"cache_read_input_tokens": 512}'::jsonb, 'litellm_overhead_time_ms', 4.2);
  ANALYZE litellm_raw.key; ANALYZE litellm_raw.model;`;

/** Number k of row i: uniform in [0, 1), the same in every run. */
const uniform = (k: number) => `((hashint8extended(i, ${k}) & 2147483647) / 2147483648.0::float8)`;

/** Rows `$1` to `$2` of `$3`: in order of time, tenants and agents of very different size. */
const INSERT_SQL = `
  INSERT INTO ${SPEND_LOGS} (request_id, call_type, api_key, spend, total_tokens, prompt_tokens,
    completion_tokens, "startTime", "endTime", request_duration_ms, "completionStartTime", model,
    model_id, model_group, custom_llm_provider, api_base, "user", metadata, cache_hit, cache_key,
    request_tags, team_id, end_user, requester_ip_address, session_id, status)
  SELECT 'chatcmpl-' || md5(i::text), 'acompletion', k.api_key,
    (prompt::int8 * m.input_nano_usd + completion::int8 * m.output_nano_usd) / 1e9::float8,
    prompt + completion, prompt, completion, started, started + make_interval(secs => seconds),
    (seconds * 1000)::int, started + make_interval(secs => seconds / 4), m.name,
    md5(m.name), m.name, m.provider, 'https://llm.example.com/v1', 'default_user_id', k.metadata, 'False',
    'Cache OFF', tags, k.team_id, end_user, '10.20.30.40', md5((i / 4)::text), 'success'
  FROM (
    SELECT i,
      1 + floor(${TENANTS} * ${uniform(1)} ^ 2)::int AS tenant_no,
      1 + floor(${AGENTS_PER_TENANT} * ${uniform(2)} ^ 1.5)::int AS agent_no,
      200 + floor(8000 * ${uniform(3)} ^ 3)::int AS prompt,
      20 + floor(1500 * ${uniform(4)} ^ 3)::int AS completion,
      0.3 + 6 * ${uniform(5)} ^ 2 AS seconds,
      ${uniform(6)} < 0.8 AS is_main_model,
      'user-' || floor(5000 * ${uniform(7)} ^ 2) AS end_user,
      CASE floor(10 * ${uniform(8)})
        WHEN 0 THEN '["User-Agent: openai"]'::jsonb WHEN 1 THEN '["User-Agent: openai"]'
        WHEN 2 THEN '["channel:web", "User-Agent: openai"]' WHEN 3 THEN '["channel:email"]'
        WHEN 4 THEN '["channel:whatsapp"]' WHEN 5 THEN '["channel:whatsapp", "User-Agent: openai"]'
        ELSE '["channel:slack", "User-Agent: openai"]' END AS tags,
      timestamp '${LAST_DAY}' + interval '1 day'
        - make_interval(secs => ($3 - i + 1) * (${DAYS} * 86400.0::float8 / $3)) AS started
    FROM generate_series($1::int8, $2::int8) i
    OFFSET 0
  ) c
  JOIN litellm_raw.key k ON k.tenant_no = c.tenant_no AND k.agent_no = c.agent_no
  JOIN litellm_raw.model m ON m.no = CASE WHEN is_main_model THEN k.main_model ELSE k.other_model END`;

/** As in LiteLLM: nothing leads with the team. */
const INDEXES = [
  `ALTER TABLE ${SPEND_LOGS} ADD PRIMARY KEY (request_id)`,
  `CREATE INDEX ON ${SPEND_LOGS} ("startTime")`,
  `CREATE INDEX ON ${SPEND_LOGS} (end_user)`,
  `CREATE INDEX ON ${SPEND_LOGS} (session_id)`,
  `CREATE INDEX ON ${SPEND_LOGS} ("startTime", request_id)`,
  `CREATE INDEX ON ${SPEND_LOGS} (api_key, "startTime")`,
];

/** For loading only: nothing that is read later is measured with these. */
async function speedUp(client: pg.Client): Promise<void> {
  await client.query(
    `SET synchronous_commit = off; SET maintenance_work_mem = '1GB'; SET work_mem = '256MB';
     SET enable_mergejoin = off; SET enable_nestloop = off; SET max_parallel_workers_per_gather = 0;
     SET jit = off`,
  );
}

/** Chunks are dealt out in turn, so the table stays in order of time but for the chunks under way. */
async function insertCalls(url: string, callCount: number, log: (line: string) => void) {
  let next = 0;
  const size = Math.ceil(callCount / CHUNKS);
  const load = () =>
    withClient(url, async (client) => {
      await speedUp(client);
      while (next < CHUNKS) {
        const first = next * size + 1;
        next += 1;
        await client.query(INSERT_SQL, [first, Math.min(first + size - 1, callCount), callCount]);
        if (next % 8 === 0) log(`  ${Math.min(first + size - 1, callCount)} of ${callCount} calls`);
      }
    });
  await Promise.all(Array.from({ length: LOADERS }, load));
}

/** Fills a table as LiteLLM keeps it: one row a call, its columns, its indexes. */
export async function loadSpendLogs(
  url: string,
  callCount: number,
  log: (line: string) => void,
): Promise<void> {
  await withClient(url, (client) => client.query(TABLE_SQL));
  await insertCalls(url, callCount, log);
  await withClient(url, async (client) => {
    await speedUp(client);
    await client.query("SET max_parallel_maintenance_workers = 2");
    for (const [index, sql] of INDEXES.entries()) {
      await client.query(sql);
      log(`  index ${index + 1} of ${INDEXES.length}`);
    }
    await client.query(`VACUUM ANALYZE ${SPEND_LOGS}`);
  });
}
