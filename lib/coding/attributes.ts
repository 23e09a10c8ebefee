/** Spellings of the same thing by different senders; the first that has a value counts. */
export const KEYS = {
  provider: ["gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system"],
  model: [
    ...["gen_ai.response.model", "gen_ai.request.model", "llm.response.model", "llm.model_name"],
    ...["ai.response.model", "ai.model.id", "model"],
  ],
  input: [
    ...["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt"],
    ...["llm.usage.prompt_tokens", "ai.usage.promptTokens", "ai.usage.inputTokens"],
    ...["input_tokens", "input_token_count"],
  ],
  output: [
    ...["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"],
    ...["llm.token_count.completion", "llm.usage.completion_tokens"],
    ...["ai.usage.completionTokens", "ai.usage.outputTokens", "output_tokens"],
    "output_token_count",
  ],
  cacheRead: [
    ...["gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens"],
    ...["gen_ai.usage.cache_read_tokens", "gen_ai.usage.cache.read_input_tokens"],
    "gen_ai.usage.prompt_tokens_details.cached_tokens",
    ...["gen_ai.usage.input_cached_tokens", "llm.token_count.prompt_details.cache_read"],
    ...["ai.usage.cachedInputTokens", "cache_read_tokens", "cached_token_count"],
    "cached_content_token_count",
  ],
  cacheWrite: [
    ...["gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_write.input_tokens"],
    ...["gen_ai.usage.cache_creation_input_tokens", "gen_ai.usage.cache.creation_input_tokens"],
    "gen_ai.usage.cache_write_tokens",
    "gen_ai.usage.prompt_tokens_details.cache_creation_tokens",
    ...["llm.token_count.prompt_details.cache_write", "cache_creation_tokens"],
    "cache_write_token_count",
  ],
  reasoning: [
    ...["gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens"],
    "gen_ai.usage.completion_tokens_details.reasoning_tokens",
    "llm.token_count.completion_details.reasoning",
    ...["reasoning_token_count", "thoughts_token_count"],
  ],
  costUsd: [
    ...["agent.cost.total.usd", "litellm.cost.total", "gen_ai.cost.total_cost"],
    ...["gen_ai.usage.cost", "llm.cost.total", "cost_usd"],
  ],
  session: [
    ...["agent.session.id", "session.id", "conversation.id", "gen_ai.conversation.id"],
    ...["langfuse.session.id", "coding_agent.session.id", "cursor.conversation.id"],
  ],
  userHint: [
    ...["user.email", "agent.user.id", "litellm.metadata.user_api_key_user_email"],
    ...["metadata.user_api_key_user_email", "user.id", "gen_ai.request.user", "gen_ai.user.name"],
    ...["llm.user", "enduser.id", "user.name", "langfuse.user.id", "cursor.user.id"],
  ],
  teamHint: [
    ...["team.id", "agent.user.team", "litellm.team.id", "metadata.user_api_key_team_id"],
    ...["department", "organization"],
  ],
  costCenter: ["cost_center"],
  repository: [
    ...["agent.workspace.repo", "github.copilot.git.repository", "copilot_chat.repo.name"],
    ...["vcs.repository.url.full", "vcs.repository.name"],
  ],
  branch: [
    ...["agent.workspace.branch", "github.copilot.git.branch", "vcs.ref.head.name"],
    "copilot_chat.repo.branch",
  ],
  commit: ["github.copilot.git.commit_sha", "vcs.ref.head.revision"],
  environment: ["deployment.environment.name", "deployment.environment", "env"],
  requestId: ["request_id", "gen_ai.response.id", "litellm.call_id"],
} as const satisfies Record<string, readonly string[]>;

/** What single harnesses are told apart and read by. */
const SPECIAL = [
  ...["service.name", "service.version", "app.version", "event.name", "event.timestamp"],
  ...["event.sequence", "event.kind", "type", "start_type", "auth_mode", "auth_type"],
  ...["agent.harness.name", "agent.harness.version", "agent.event.kind", "agent.cost.estimation"],
  ...["agent.provider.name", "gen_ai.operation.name", "gen_ai.framework", "gen_ai.token.type"],
  ...["openinference.span.kind", "llm.request.type", "operation.name", "server.address"],
  ...["cost_usd_micros", "client_request_id", "query_source", "thread.id", "turn.id", "slug"],
  ...["codex.turn.token_usage.input_tokens", "codex.turn.token_usage.cached_input_tokens"],
  ...["codex.turn.token_usage.output_tokens", "codex.turn.token_usage.reasoning_output_tokens"],
  ...["prompt_id", "interaction_id", "github.copilot.nano_aiu", "copilot_chat.session_id"],
  ...["cursor.model.name", "cursor.event.id", "cursor.usage_event.id", "cursor.api.billable"],
  ...["cursor.api.request.input_tokens", "cursor.api.request.output_tokens"],
  ...["cursor.api.request.cache_read_tokens", "cursor.api.request.cache_creation_tokens"],
  ...["tokensIn", "tokensOut", "cacheReadTokens", "cacheWriteTokens", "totalCost"],
  ...["ulid", "taskId", "modelId", "apiProvider", "cost", "tokens.input", "tokens.output"],
  ...["tokens.cache.read", "tokens.cache.write", "tokens.reasoning", "message.id"],
  ...["gen_ai.usage.cost.amount", "gen_ai.usage.cost.currency", "gen_ai.usage.cost.source"],
  ...["tokenroll.harness", "litellm.call_id"],
];

/** Attributes that are read at all. Everything else, content first of all, ends with the request that brought it. */
export const KEPT_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...Object.values(KEYS).flat(),
  ...SPECIAL,
]);

/** Longer values are cut: no identity or name needs more. */
export const MAX_VALUE_LENGTH = 256;

/** Names of events and spans; what looks otherwise may be content and is not read. */
export const NAME_PATTERN = /^[A-Za-z][\w.\-/ :]{0,119}$/;
