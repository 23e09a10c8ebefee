import { UpstreamError } from "../errors";
import type { GetOptions, UpstreamAnswer, UpstreamHttp } from "../http";
import type { HealthRecord } from "./records";
import { wireReadiness } from "./schema";

const DETAILS = "/health/readiness/details";
const READINESS = "/health/readiness";

function toDatabase(db: string | null): HealthRecord["database"] {
  if (db === null) return "unknown";
  const state = db.trim().toLowerCase();
  if (state === "connected") return "connected";
  return state.includes("not connected") || state === "disconnected" ? "not_connected" : "unknown";
}

function toHealth(answer: UpstreamAnswer, isDetailed: boolean): HealthRecord | null {
  const parsed = wireReadiness.safeParse(answer.body);
  if (!parsed.success) return null;
  const { status, db, litellm_version: version } = parsed.data;
  const database = toDatabase(db);
  const form = isDetailed ? "details" : version === null ? "minimal" : "full";
  return {
    isReady: ["healthy", "connected"].includes(status ?? "") && database !== "not_connected",
    database,
    version: version?.replace(/^v/, "") ?? null,
    answerForm: form,
    clockOffsetMs: answer.clockOffsetMs,
  };
}

/** Not ready is an answer too; silence is not. */
function toUnreadyHealth(error: unknown): HealthRecord {
  const hasAnswered = error instanceof UpstreamError && error.status !== null;
  if (!hasAnswered || error.kind === "bad_answer") throw error;
  const isDown = error.status === 503 && /\bdb\b|database/i.test(error.upstreamMessage ?? "");
  return {
    isReady: false,
    database: isDown ? "not_connected" : "unknown",
    version: null,
    answerForm: "none",
    clockOffsetMs: error.clockOffsetMs,
  };
}

/**
 * LiteLLM's state of health. Detailed where our key may see it, else what anyone may see.
 * @throws {UpstreamError} only when nothing usable answers
 */
export async function readHealth(
  http: UpstreamHttp,
  options: Pick<GetOptions, "signal"> = {},
): Promise<HealthRecord> {
  const request = { ...options, maxAttempts: 1 };
  try {
    const health = toHealth(await http.getJson(DETAILS, request), true);
    if (health !== null && health.version !== null) return health;
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.status === null) throw error;
  }
  try {
    const health = toHealth(await http.getJson(READINESS, request), false);
    if (health !== null) return health;
  } catch (error) {
    return toUnreadyHealth(error);
  }
  throw new UpstreamError(
    "bad_answer",
    `LiteLLM's answer to ${READINESS} has another form than expected.`,
  );
}
