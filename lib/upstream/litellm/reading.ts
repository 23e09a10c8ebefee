import type { z } from "zod";
import { UpstreamError } from "../errors";
import type { ItemSink } from "../json-items";
import type { RequestCounter, UpstreamAnswer, UpstreamHttp } from "../http";
import type { IsoDay } from "@/lib/time";
import type { ReadReport, WholeRead } from "./records";

const MAX_REASONS = 5;

/** What every reader works with. */
export interface ReadContext {
  http: UpstreamHttp;
  pageSize: number;
}

export interface ReadOptions {
  signal?: AbortSignal;
}

/** Keeps account of one read: what it cost, what it left out, and when it began. */
export class Reading {
  readonly counter: RequestCounter = { requests: 0, retries: 0 };
  readonly signal: AbortSignal | undefined;
  rowsRead = 0;
  private readonly http: UpstreamHttp;
  private readonly startedAt: Date;
  private readonly reasons = new Set<string>();
  private readonly rejectedByDay = new Map<IsoDay, number>();
  private pages = 0;
  private rowsRejected = 0;
  private clockOffsetMs: number | null = null;

  constructor(context: ReadContext, options: ReadOptions = {}) {
    this.http = context.http;
    this.startedAt = context.http.now();
    this.signal = options.signal;
  }

  /** One answer of the upstream, counted as a page. */
  async getPage(
    path: string,
    query: Readonly<Record<string, string | number | boolean | undefined>>,
    signal: AbortSignal | undefined = this.signal,
    maxAttempts?: number,
  ): Promise<UpstreamAnswer> {
    const { counter } = this;
    const answer = await this.http.getJson(path, { query, counter, signal, maxAttempts });
    this.notePage(answer);
    return answer;
  }

  /** An array without pages, item by item; counted as one page. */
  async getItems(path: string, open: () => ItemSink, timeoutMs: number): Promise<void> {
    const { counter, signal } = this;
    this.notePage(await this.http.getItems(path, open, { counter, signal, timeoutMs }));
  }

  private notePage({ clockOffsetMs }: Pick<UpstreamAnswer, "clockOffsetMs">): void {
    this.pages += 1;
    this.clockOffsetMs = clockOffsetMs;
  }

  async pause(attempt: number): Promise<void> {
    await this.http.pause(attempt, this.signal);
  }

  /** Notes a row that was left out. The reason must hold no secret. */
  reject(reason: string, day?: IsoDay): void {
    this.rowsRejected += 1;
    if (day !== undefined) this.rejectedByDay.set(day, (this.rejectedByDay.get(day) ?? 0) + 1);
    if (this.reasons.size < MAX_REASONS) this.reasons.add(reason);
  }

  finish<T>(records: readonly T[]): WholeRead<T> {
    const report: ReadReport = {
      pages: this.pages,
      ...this.counter,
      rowsRead: this.rowsRead,
      rowsRejected: this.rowsRejected,
      rejections: [...this.reasons],
      rejectedByDay: this.rejectedByDay,
    };
    const { startedAt: readAt, clockOffsetMs } = this;
    return { records, report, readAt, clockOffsetMs };
  }
}

/** @throws {UpstreamError} "bad_answer" naming the route and the first thing that is wrong. */
export function parseAnswer<T extends z.ZodType>(
  schema: T,
  body: unknown,
  path: string,
): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.slice(0, 4).map(shortenStep).join(".") ?? "";
  throw new UpstreamError(
    "bad_answer",
    `LiteLLM's answer to ${path} has another form than expected${place === "" ? "" : ` at ${place}`}.`,
  );
}

/** A map's key may be the hash of a key. */
function shortenStep(step: PropertyKey): string {
  const text = String(step);
  return text.length > 20 ? `${text.slice(0, 8)}…` : text;
}

/** A key's hash in words that give nothing away. */
export function toShownKey(agentId: string, name: string | null): string {
  if (name !== null) return `"${name}"`;
  return agentId.length > 30 ? `${agentId.slice(0, 8)}…` : agentId;
}
