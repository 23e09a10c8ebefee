import { defineRead, type NoInput } from "@/lib/query/read";
import type { CostSeries } from "@/lib/usage/cost-series-schema";
import type {
  BurnRate,
  CodingSummary,
  SessionDetail,
  SessionList,
  Split,
  SplitRow,
  TelemetryToken,
} from "./schema";

/** What narrows every panel; empty lists narrow nothing. */
export type CodingFilters = Readonly<
  Record<
    | "tenant"
    | "person"
    | "harness"
    | "model"
    | "provider"
    | "repository"
    | "environment"
    | "billing"
    | "source",
    readonly string[]
  >
>;

/** Days are ISO, both included, UTC. */
export type CodingQuestion = Readonly<{ start_date: string; end_date: string }> &
  Partial<CodingFilters>;

const POLL = { pollMs: 60_000 };
/** What is running now is asked for more often. */
const LIVE = { pollMs: 15_000 };

export const codingQueries = {
  summary: defineRead<CodingQuestion, CodingSummary>()("/api/portal/coding/summary", POLL),
  split: defineRead<CodingQuestion & Readonly<{ by: Split }>, SplitRow[]>()(
    "/api/portal/coding/split",
    POLL,
  ),
  series: defineRead<CodingQuestion & Readonly<{ by: Split }>, CostSeries>()(
    "/api/portal/coding/cost-series",
    POLL,
  ),
  burn: defineRead<Partial<CodingFilters>, BurnRate>()("/api/portal/coding/burn", LIVE),
  sessions: defineRead<
    CodingQuestion & Readonly<{ is_long?: "true"; page: number }>,
    SessionList
  >()("/api/portal/coding/sessions", POLL),
  session: defineRead<
    Readonly<{ harness: string; sessionId: string; tenant: string }>,
    SessionDetail
  >()("/api/portal/coding/sessions/[harness]/[sessionId]"),
  telemetry: defineRead<NoInput, TelemetryToken[]>()("/api/portal/me/telemetry", POLL),
};

/** What the page's figures are kept under in the browser. */
export const CODING_KEY = ["coding"];
