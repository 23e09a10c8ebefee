import { addDays, type DayRange, type IsoDay } from "@/lib/time";
import { isRightsError, UpstreamError } from "../errors";
import type { UpstreamHttp } from "../http";
import { isAskable, parseActivity, toActivityQuery } from "./activity-page";
import type { CallerRole } from "./caller";
import { toFailure, toOk, toWarning, type Finding } from "../diagnosis";
import { findCustomerId, LIST_PATH, LIST_TIMEOUT_FACTOR } from "./customers";
import { ORGANIZATION_LIST } from "./directory";
import { SPEND_LOGS_PATH, toSpendLogsQuery } from "./spend-logs";
import { isAtLeast } from "./version";

const RECENT_DAYS = 7;
const TAG_PAGE_SIZE = 1000;
/** Enough to see whether there are any; a diagnosis is no sync. */
const MAX_TAG_PAGES = 20;
const AUTOMATIC_TAG = "User-Agent:";
const RIGHTS_TODO = "Use a proxy_admin key.";

interface RightsCheck {
  check: string;
  path: string;
  query: Readonly<Record<string, string | number | boolean>>;
  /** What the portal cannot show without it. */
  without: string;
  isEssential: boolean;
}

type Probe = { ok: true; body: unknown } | { ok: false; error: UpstreamError };

async function probe(
  http: UpstreamHttp,
  path: string,
  query: Readonly<Record<string, string | number | boolean>>,
): Promise<Probe> {
  try {
    return { ok: true, body: (await http.getJson(path, { query, maxAttempts: 2 })).body };
  } catch (error) {
    if (error instanceof UpstreamError) return { ok: false, error };
    throw error;
  }
}

async function checkRight(http: UpstreamHttp, right: RightsCheck): Promise<Finding> {
  const answer = await probe(http, right.path, right.query);
  if (answer.ok) return toOk(right.check, `${right.path} can be read.`);
  const toFinding = right.isEssential ? toFailure : toWarning;
  const todo = isRightsError(answer.error) ? RIGHTS_TODO : null;
  return toFinding(right.check, `${right.without} ${answer.error.message}`, todo);
}

/** The paged list shows a viewer its own teams only; then the other one is read. */
async function checkTeams(http: UpstreamHttp, role: CallerRole): Promise<Finding> {
  const without = "Without the list of teams there are no tenants.";
  const unpaged = { check: "teams", path: "/team/list", query: {}, without, isEssential: true };
  if (role !== "proxy_admin") return checkRight(http, unpaged);
  const paged = await checkRight(http, {
    ...unpaged,
    path: "/v2/team/list",
    query: { page: 1, page_size: 1 },
  });
  return paged.status === "ok" ? paged : checkRight(http, unpaged);
}

/** The whole table comes in one answer; nothing of it is kept. */
export async function checkCustomers(http: UpstreamHttp, timeoutMs: number): Promise<Finding> {
  const check = "customers";
  try {
    const options = { maxAttempts: 1, timeoutMs: timeoutMs * LIST_TIMEOUT_FACTOR };
    let unaskable = 0;
    const open = () => {
      unaskable = 0;
      return (text: string) => {
        const id = findCustomerId(text);
        // Tools make a customer for each session, with a JSON text as its id.
        if (id !== null && !id.startsWith("{") && !isAskable(id)) unaskable += 1;
      };
    };
    await http.getItems(LIST_PATH, open, options);
    const comma = ` A comma ends an id in LiteLLM's filter: of ${unaskable} customers counters are read, but no days.`;
    return toOk(check, `${LIST_PATH} can be read.${unaskable > 0 ? comma : ""}`);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const says = `Without the list of customers nobody's accounts are read. ${error.message}`;
    return toWarning(check, says, isRightsError(error) ? RIGHTS_TODO : null);
  }
}

/** Asks for a change that names no team: whoever may change budgets is told that it lacks one. */
export async function checkWrites(http: UpstreamHttp): Promise<Finding> {
  const check = "changes";
  const path = "/team/update";
  try {
    await http.postJson(path, {}, { maxAttempts: 1 });
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const { status, message } = error;
    if (isRightsError(error)) {
      return toWarning(check, `Budgets can be looked at and not changed. ${message}`, RIGHTS_TODO);
    }
    if (status !== 422 && status !== 400) {
      return toWarning(check, `Whether budgets can be changed is not known. ${message}`, null);
    }
  }
  return toOk(check, "Budgets can be changed.");
}

/** Not a failure: without the list organizations are tenants without a name and a limit. */
export async function checkOrganizations(http: UpstreamHttp): Promise<Finding> {
  const check = "organizations";
  const answer = await probe(http, ORGANIZATION_LIST, {});
  if (answer.ok) return toOk(check, "Names and budgets of organizations can be read.");
  const { kind, message } = answer.error;
  if (kind !== "not_found" && !isRightsError(answer.error)) {
    const says = `Without the list of organizations no tenant is read. ${message}`;
    return toFailure(check, says, null);
  }
  return toWarning(
    check,
    "LiteLLM does not list its organizations; from 1.102 that needs an Enterprise licence. They are shown by their ids and without limits; their usage is read from their teams.",
    null,
  );
}

/** What may be read, and what the portal lacks without it. */
export async function checkRights(
  http: UpstreamHttp,
  findRole: () => CallerRole,
  today: IsoDay,
): Promise<Finding[]> {
  const recent = toRecentRange(today);
  const rights: readonly RightsCheck[] = [
    {
      check: "keys",
      path: "/key/list",
      query: { page: 1, size: 1, return_full_object: true, include_team_keys: true },
      without: "Without the list of keys agents have neither names nor budgets.",
      isEssential: true,
    },
    {
      check: "usage",
      path: "/team/daily/activity",
      query: toActivityQuery(recent, 1, 1),
      without: "Without the teams' daily activity there are no costs.",
      isEssential: true,
    },
    {
      check: "tags",
      path: "/tag/daily/activity",
      query: toActivityQuery(recent, 1, 1),
      without: "Without the tags' daily activity there are no messages by channel.",
      isEssential: false,
    },
    {
      check: "prices",
      path: "/model/info",
      query: {},
      without: "Without the models there are no prices to compare.",
      isEssential: false,
    },
  ];
  const findings: Finding[] = [];
  for (const right of rights) findings.push(await checkRight(http, right));
  return [await checkTeams(http, findRole()), ...findings];
}

/** Asked only where the settings have them read. */
export function checkSpendLogs(http: UpstreamHttp, today: IsoDay): Promise<Finding> {
  return checkRight(http, {
    check: "spend logs",
    path: SPEND_LOGS_PATH,
    query: toSpendLogsQuery(today, 1),
    without: "Without the spend logs messages keep their bounds where tags leave several answers.",
    isEssential: false,
  });
}

function toRecentRange(today: IsoDay): DayRange {
  return { from: addDays(today, 1 - RECENT_DAYS), to: today };
}

interface TagsSeen {
  hasTraffic: boolean;
  wanted: number;
  other: number;
}

async function lookForTags(
  http: UpstreamHttp,
  range: DayRange,
  prefix: string,
): Promise<TagsSeen | null> {
  const wanted = new Set<string>();
  const other = new Set<string>();
  for (let page = 1; page <= MAX_TAG_PAGES; page += 1) {
    const path = "/tag/daily/activity";
    const answer = await probe(http, path, toActivityQuery(range, page, TAG_PAGE_SIZE));
    if (!answer.ok) return null;
    const { results, position } = parseActivity(answer.body, range, path);
    for (const tag of results.flatMap((day) => Object.keys(day.breakdown.entities ?? {}))) {
      if (tag.startsWith(prefix)) wanted.add(tag);
      else if (!tag.startsWith(AUTOMATIC_TAG)) other.add(tag);
    }
    const hasMore = position.hasMore ?? page < (position.totalPages ?? 0);
    if (wanted.size > 0 || !hasMore) break;
  }
  const hasTraffic = wanted.size + other.size > 0 || (await hasTeamTraffic(http, range));
  return { hasTraffic, wanted: wanted.size, other: other.size };
}

async function hasTeamTraffic(http: UpstreamHttp, range: DayRange): Promise<boolean> {
  const path = "/team/daily/activity";
  const answer = await probe(http, path, toActivityQuery(range, 1, 1));
  return answer.ok && parseActivity(answer.body, range, path).results.length > 0;
}

/** Releases that drop the tags of clients, but for keys and teams that are marked. */
const DROPS_TAGS_SINCE = "1.83.10";
const KEEPS_TAGS_SINCE = "1.84.10";

function toDroppedTagsTodo(version: string | null): string {
  const mark = 'unless the metadata of the key or of its team has "allow_client_tags": true';
  if (version === null) {
    return ` Releases from ${DROPS_TAGS_SINCE} up to ${KEEPS_TAGS_SINCE} drop the tags that clients send, ${mark}.`;
  }
  if (!isAtLeast(version, DROPS_TAGS_SINCE) || isAtLeast(version, KEEPS_TAGS_SINCE)) return "";
  return ` LiteLLM ${version} drops the tags that clients send, ${mark}. Set it there, or update to ${KEEPS_TAGS_SINCE} or later, which keeps them.`;
}

function toChannelTodo(prefix: string, version: string | null, hasOtherTags: boolean): string {
  const send = `Send a tag like "${prefix}slack" with each request.`;
  const rename = ` Or set CHANNEL_TAG_PREFIX to what your tags begin with.`;
  return send + (hasOtherTags ? rename : "") + toDroppedTagsTodo(version);
}

/** Whether the last seven days have tags that name a channel. */
export async function checkChannels(
  http: UpstreamHttp,
  settings: { channelTagPrefix: string; version: string | null; today: IsoDay },
): Promise<Finding[]> {
  const { channelTagPrefix: prefix, version, today } = settings;
  const seen = await lookForTags(http, toRecentRange(today), prefix).catch((error: unknown) => {
    if (error instanceof UpstreamError) return null;
    throw error;
  });
  if (seen === null) return [];
  if (seen.wanted > 0) {
    return [toOk("channels", `Requests of the last ${RECENT_DAYS} days carry "${prefix}" tags.`)];
  }
  if (!seen.hasTraffic) {
    return [toOk("channels", `There was no traffic in the last ${RECENT_DAYS} days.`)];
  }
  return [
    toWarning(
      "channels",
      `No request of the last ${RECENT_DAYS} days carries a tag that begins with "${prefix}": messages by channel stay empty.`,
      toChannelTodo(prefix, version, seen.other > 0),
    ),
  ];
}

/** Nothing is read from these; it only answers whether this LiteLLM has them. */
export async function checkEnterprise(http: UpstreamHttp, today: IsoDay): Promise<Finding> {
  const day = { from: today, to: today };
  const organisations = await probe(
    http,
    "/organization/daily/activity",
    toActivityQuery(day, 1, 1),
  );
  const report = await probe(http, "/global/spend/report", { start_date: today, end_date: today });
  const name = (answer: Probe): string => (answer.ok ? "open" : "closed");
  return toOk(
    "enterprise",
    `Organisations: ${name(organisations)}, spend report: ${name(report)}. Tokenroll needs neither.`,
  );
}
