import "server-only";
import { toOwnerEmail, type Viewer } from "@/lib/auth/policy";
import { getSettings } from "@/lib/env";
import { addMonths, startOfDay, startOfMonth, toIsoDay } from "@/lib/time";
import { KEYS } from "./attributes";
import { saveDelivery, type Delivery, type MarkRow, type SessionRow } from "./call-store";
import { listPrices, readDirectory } from "./directory-store";
import { readRecord } from "./harnesses/all";
import { noteHealth } from "./health";
import { identify, maySpeakForOthers, type Directory } from "./identity";
import type { ModelPrice } from "./price";
import type { Reading } from "./reading";
import { readText, type Signal, type TelemetryRecord } from "./telemetry";
import {
  toActivityRow,
  toCallRow,
  toSentTime,
  type ActivityRow,
  type CallRow,
  type RowContext,
} from "./to-rows";

export interface Taken {
  /** How many records were refused, and why; nothing else of the request was. */
  rejected: number;
  reason: string;
}

const PRICES_KEPT_MS = 60_000;
let priceCache: { prices: ModelPrice[]; until: number } | undefined;

async function readPrices(now: number): Promise<ModelPrice[]> {
  if (!priceCache || priceCache.until < now) {
    priceCache = { prices: await listPrices(), until: now + PRICES_KEPT_MS };
  }
  return priceCache.prices;
}

async function openContext(viewer: Viewer, now: Date): Promise<RowContext> {
  const settings = getSettings();
  const gatewayHost = new URL(settings.LITELLM_URL).hostname;
  return {
    // Nothing but an API token gets here.
    tokenId: viewer.tokenId ?? viewer.userId,
    prices: await readPrices(now.getTime()),
    subscriptions: settings.CODING_SUBSCRIPTIONS,
    gatewayHosts: [gatewayHost, ...settings.CODING_GATEWAY_HOSTS],
  };
}

/** Of those who are named only an administrator's token may mean others. */
async function openDirectory(
  viewer: Viewer,
  records: readonly TelemetryRecord[],
): Promise<Directory> {
  const isTrusted = maySpeakForOthers(viewer);
  const told = isTrusted ? records.map((record) => readText(record, ...KEYS.userHint)) : [];
  const emails = told.map((hint) => hint.toLowerCase()).filter((hint) => hint.includes("@"));
  const teams = isTrusted ? records.map((record) => readText(record, ...KEYS.teamHint)) : [];
  const persons = [...new Set([toOwnerEmail(viewer), ...emails])];
  return readDirectory(persons, [...new Set(teams.filter((team) => team !== ""))]);
}

interface Pending {
  calls: CallRow[];
  activities: ActivityRow[];
  sessions: SessionRow[];
  /** Calls that may be there under another time. */
  movable: Set<CallRow>;
  rejected: number;
}

/** The earliest time for which there is a partition. */
function toOldest(now: Date): Date {
  const { CALL_RETENTION_MONTHS } = getSettings();
  return startOfDay(addMonths(startOfMonth(toIsoDay(now)), -CALL_RETENTION_MONTHS));
}

function addReading(
  pending: Pending,
  record: TelemetryRecord,
  reading: Reading,
  place: { viewer: Viewer; directory: Directory; context: RowContext; now: Date; oldest: Date },
): void {
  const hints = {
    user: readText(record, ...KEYS.userHint),
    team: readText(record, ...KEYS.teamHint),
  };
  const identity = identify(place.viewer, hints, place.directory);
  const { tenantId, person } = identity;
  if (reading.kind === "session") {
    const { kind: _, ...session } = reading;
    pending.sessions.push({ tenantId, person, ...session });
    return;
  }
  const sent = toSentTime(record, place.now);
  const isUnplaced = record.point?.isCumulative === true && record.point.startedAtNano === "0";
  if (sent.at < place.oldest || isUnplaced) {
    pending.rejected += 1;
    return;
  }
  if (reading.kind === "activity") {
    pending.activities.push(toActivityRow(record, reading, identity, sent));
    return;
  }
  const row = toCallRow(record, reading, identity, sent, place.context);
  pending.calls.push(row);
  if (reading.isAmendable || sent.isOurs) pending.movable.add(row);
}

/** Of one row that comes twice in a request the later one holds; a statement may not touch a row twice. */
function keepNewest<Row extends { asOf: string }>(
  rows: readonly Row[],
  toId: (row: Row) => string,
): Row[] {
  const kept = new Map<string, Row>();
  for (const row of rows) {
    const known = kept.get(toId(row));
    if (known === undefined || known.asOf < row.asOf) kept.set(toId(row), row);
  }
  return [...kept.values()];
}

/** Calls that are there already under another time are told of at that time. */
function settleTimes({ calls, movable }: Pending, known: ReadonlyMap<string, string>): CallRow[] {
  const first = new Map<string, string>();
  return calls.map((call) => {
    if (!movable.has(call)) return call;
    const id = `${call.tenantId} ${call.callKey}`;
    const sentAt = known.get(call.callKey) ?? first.get(id) ?? call.sentAt;
    first.set(id, sentAt);
    return { ...call, sentAt };
  });
}

const toHour = (time: string) => `${time.slice(0, 13)}:00:00.000Z`;

function toMarks(delivery: Omit<Delivery, "marks">, now: Date): MarkRow[] {
  const marks = new Map<string, MarkRow>();
  const add = (mark: MarkRow) => marks.set(Object.values(mark).join("\n"), mark);
  for (const { tenantId, sentAt } of [...delivery.calls, ...delivery.activities]) {
    add({ tenantId, hour: toHour(sentAt), sessionId: "" });
  }
  for (const { tenantId, sessionId } of delivery.sessions) {
    add({ tenantId, hour: toHour(now.toISOString()), sessionId });
  }
  return [...marks.values()];
}

function listServices(records: readonly TelemetryRecord[]): string[] {
  const names = records.map((record) =>
    [readText(record, "service.name"), readText(record, "service.version", "app.version")]
      .filter(Boolean)
      .join(" "),
  );
  return [...new Set(names.filter(Boolean))].slice(0, 10);
}

function listTemporalities(records: readonly TelemetryRecord[]): string[] {
  const kinds = records.flatMap(({ point }) =>
    point === null ? [] : [point.isCumulative ? "cumulative" : "delta"],
  );
  return [...new Set(kinds)];
}

const REFUSED =
  "Some records were left out: they are older than what the portal keeps, or points of a growing series that do " +
  "not say when it began.";

/**
 * Stores the calls, the work and the sessions among what a token's owner sent; everything else is no part of the
 * portal and is let go. The same again changes nothing.
 */
export async function ingestTelemetry(
  viewer: Viewer,
  signal: Signal,
  records: readonly TelemetryRecord[],
  now = new Date(),
): Promise<Taken> {
  const read = records.flatMap((record) => {
    const reading = readRecord(record);
    return reading === null ? [] : [{ record, reading }];
  });
  const pending: Pending = {
    ...{ calls: [], activities: [], sessions: [], movable: new Set(), rejected: 0 },
  };
  if (read.length > 0) {
    const [directory, context] = await Promise.all([
      openDirectory(
        viewer,
        read.map(({ record }) => record),
      ),
      openContext(viewer, now),
    ]);
    const place = { viewer, directory, context, now, oldest: toOldest(now) };
    for (const { record, reading } of read) addReading(pending, record, reading, place);
    await saveDelivery([...pending.movable], (known) => toDelivery(pending, known, now));
  }
  await noteHealth({
    tokenId: viewer.tokenId ?? viewer.userId,
    rejectedBecause: pending.rejected > 0 ? REFUSED : null,
    services: listServices(records),
    signals: records.length > 0 ? [signal] : [],
    temporalities: listTemporalities(records),
  });
  return { rejected: pending.rejected, reason: pending.rejected > 0 ? REFUSED : "" };
}

function toDelivery(pending: Pending, known: ReadonlyMap<string, string>, now: Date): Delivery {
  const calls = keepNewest(
    settleTimes(pending, known),
    (row) => `${row.tenantId} ${row.callKey} ${row.sentAt}`,
  );
  const activities = keepNewest(pending.activities, (row) => `${row.tenantId} ${row.activityKey}`);
  const bySession = new Map(
    pending.sessions.map((row) => [`${row.tenantId} ${row.harness} ${row.sessionId}`, row]),
  );
  const delivery = { calls, activities, sessions: [...bySession.values()] };
  return { ...delivery, marks: toMarks(delivery, now) };
}
