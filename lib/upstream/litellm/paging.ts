import { createHash } from "node:crypto";
import { listDays, type DayRange } from "@/lib/time";
import { allOrAbort } from "../deadline";
import { UpstreamError } from "../errors";

const MAX_PAGES = 10_000;
/** How often a read that changed under way is begun again. */
export const MAX_REREADS = 3;

/** What a page says of itself; null where it does not say. */
export interface PagePosition {
  page: number | null;
  totalPages: number | null;
  totalCount: number | null;
  hasMore: boolean | null;
}

export interface Page<T> {
  content: T;
  position: PagePosition;
  /** Equal for equal content. */
  fingerprint: string;
}

export type ReadPage<T> = (page: number, signal: AbortSignal | undefined) => Promise<Page<T>>;

/** The pages do not belong to one state of the upstream. Reading again may help. */
export class PageDriftError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "PageDriftError";
  }
}

export function toFingerprint(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("base64");
}

function checkSane({ page, totalPages }: PagePosition): void {
  if (totalPages !== null && totalPages > MAX_PAGES) {
    throw new UpstreamError(
      "bad_answer",
      `LiteLLM announces ${totalPages} pages, more than anyone can read. Ask for larger pages or fewer days.`,
    );
  }
  if (page !== null && page < 1) {
    throw new UpstreamError("bad_answer", "LiteLLM numbers its pages below 1.");
  }
}

/** `wanted` is the number that was asked for, `last` the number of the last page where known. */
function checkEcho(position: PagePosition, wanted: number, last: number | null): void {
  const { page, hasMore } = position;
  if (page !== null && page !== wanted) {
    throw new PageDriftError(`asked for page ${wanted}, got page ${page}`);
  }
  if (hasMore !== null && last !== null && hasMore !== wanted < last) {
    throw new PageDriftError(`page ${wanted} of ${last} disagrees about further pages`);
  }
}

function checkSameState<T>(pages: readonly Page<T>[]): void {
  const first = pages[0]?.position;
  const seen = new Set<string>();
  for (const [index, { position, fingerprint }] of pages.entries()) {
    if (position.totalPages !== first?.totalPages || position.totalCount !== first.totalCount) {
      throw new PageDriftError(`the totals changed at page ${index + 1}`);
    }
    if (seen.has(fingerprint)) throw new PageDriftError(`page ${index + 1} came twice`);
    seen.add(fingerprint);
  }
}

/** Where nobody says how many pages there are: one after the other until the upstream says stop. */
async function readOneByOne<T>(
  readPage: ReadPage<T>,
  first: Page<T>,
  signal: AbortSignal | undefined,
): Promise<Page<T>[]> {
  const pages = [first];
  for (let latest = first; latest.position.hasMore === true;) {
    if (pages.length >= MAX_PAGES) checkSane({ ...latest.position, totalPages: MAX_PAGES + 1 });
    latest = await readPage(pages.length + 1, signal);
    checkSane(latest.position);
    checkEcho(latest.position, pages.length + 1, null);
    pages.push(latest);
  }
  return pages;
}

/**
 * All pages of one state. A read of one page is atomic; a longer one is checked for drift.
 * @param looksAgain reads the first page a second time at the end, for lists without a total
 * @throws {PageDriftError} when the pages do not fit each other
 */
export async function readAllPages<T>(
  readPage: ReadPage<T>,
  options: { signal?: AbortSignal; looksAgain: boolean },
): Promise<Page<T>[]> {
  const first = await readPage(1, options.signal);
  checkSane(first.position);
  const last = first.position.totalPages === null ? null : Math.max(1, first.position.totalPages);
  checkEcho(first.position, 1, last);
  if (last === 1) return [first];
  const pages =
    last === null
      ? await readOneByOne(readPage, first, options.signal)
      : [first, ...(await readRest(readPage, last, options.signal))];
  if (pages.length === 1) return pages;
  checkSameState(pages);
  if (options.looksAgain) {
    const again = await readPage(1, options.signal);
    if (again.fingerprint !== first.fingerprint) {
      throw new PageDriftError("page 1 was another one at the end");
    }
  }
  return pages;
}

async function readRest<T>(
  readPage: ReadPage<T>,
  last: number,
  signal: AbortSignal | undefined,
): Promise<Page<T>[]> {
  const numbers = Array.from({ length: last - 1 }, (_, index) => index + 2);
  return allOrAbort(
    numbers,
    async (number, groupSignal) => {
      const page = await readPage(number, groupSignal);
      checkSane(page.position);
      checkEcho(page.position, number, last);
      return page;
    },
    signal,
  );
}

/** Runs the read again while its pages drift. After the last try the drift is thrown. */
export async function rereadWhileDrifting<T>(
  read: () => Promise<T>,
  pause: (attempt: number) => Promise<void>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof PageDriftError) || attempt > MAX_REREADS) throw error;
      await pause(attempt);
    }
  }
}

export function toUnstableError(what: string, drift: PageDriftError): UpstreamError {
  return new UpstreamError(
    "unstable",
    `LiteLLM's ${what} changed during each of ${MAX_REREADS + 1} attempts to read it as a whole (${drift.message}). It is read again with the next run.`,
  );
}

/** What the whole range gives; where its pages drift, what each of its days gives by itself. */
export async function readByDayWhileDrifting<T>(
  read: (range: DayRange, signal: AbortSignal | undefined) => Promise<readonly T[]>,
  what: string,
  range: DayRange,
  signal: AbortSignal | undefined,
): Promise<readonly T[]> {
  const readSteadily = async (part: DayRange, partSignal: AbortSignal | undefined) => {
    try {
      return await read(part, partSignal);
    } catch (error) {
      if (!(error instanceof PageDriftError)) throw error;
      if (part.from === part.to) throw toUnstableError(`${what} on ${part.from}`, error);
      return null;
    }
  };
  const whole = await readSteadily(range, signal);
  if (whole !== null) return whole;
  const days = listDays(range).map((day) => ({ from: day, to: day }));
  const parts = await allOrAbort(days, readSteadily, signal);
  return parts.flatMap((part) => part ?? []);
}
