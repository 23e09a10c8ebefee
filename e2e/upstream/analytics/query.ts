import { badPeriod, validationError, type Paging } from "./answers";
import { DAY_MS, type Window } from "./world";

const HOUR_MS = 3_600_000;
const PRESET_HOURS: Readonly<Record<string, number>> = {
  last_hour: 1,
  last_6_hours: 6,
  last_24_hours: 24,
};
const PRESET_DAYS: Readonly<Record<string, number>> = {
  last_7_days: 7,
  last_30_days: 30,
  last_60_days: 60,
  last_year: 365,
};
const PRESETS = [...Object.keys(PRESET_HOURS), ...Object.keys(PRESET_DAYS)].join(", ");

export interface Question {
  window: Window;
  users: ReadonlySet<string> | null;
  projects: ReadonlySet<string> | null;
  filters: Record<string, unknown>;
}

function toPresetWindow(preset: string, nowMs: number): Window {
  const hours = PRESET_HOURS[preset];
  if (hours !== undefined) return { fromMs: nowMs - hours * HOUR_MS, toMs: nowMs };
  const days = PRESET_DAYS[preset];
  if (days === undefined) {
    throw badPeriod(`Invalid time_period: '${preset}'. Valid options are: ${PRESETS}`);
  }
  const midnight = Math.floor(nowMs / DAY_MS) * DAY_MS;
  return { fromMs: midnight - days * DAY_MS, toMs: nowMs };
}

function parseInstant(name: string, text: string | null): number | null {
  if (text === null) return null;
  const ms = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(ms)) throw validationError(name, "Input should be a valid datetime", text);
  return ms;
}

/** A preset wins over dates; only an end means the 30 days before it; nothing means the last 30 days. */
function parseWindow(query: URLSearchParams, nowMs: number): Window {
  const preset = query.get("time_period");
  if (preset !== null) return toPresetWindow(preset, nowMs);
  const from = parseInstant("start_date", query.get("start_date"));
  const to = parseInstant("end_date", query.get("end_date"));
  if (from === null && to === null) return toPresetWindow("last_30_days", nowMs);
  const toMs = to ?? nowMs;
  if (toMs > nowMs) throw badPeriod("end_date must not be in the future");
  const fromMs = from ?? toMs - 30 * DAY_MS;
  if (fromMs > toMs) throw badPeriod("start_date must be before end_date");
  return { fromMs, toMs: toMs + 1 };
}

function parseList(text: string | null): ReadonlySet<string> | null {
  const names = (text ?? "").split(",").filter(Boolean);
  return names.length === 0 ? null : new Set(names);
}

export function parseQuestion(query: URLSearchParams, nowMs: number): Question {
  const preset = query.get("time_period");
  const users = parseList(query.get("users"));
  const projects = parseList(query.get("projects"));
  return {
    window: parseWindow(query, nowMs),
    users,
    projects,
    filters: {
      time_period: preset ?? (query.has("start_date") ? "custom" : "last_30_days"),
      start_date: preset === null ? query.get("start_date") : null,
      end_date: preset === null ? query.get("end_date") : null,
      users: users && [...users],
      projects: projects && [...projects],
    },
  };
}

function parseWhole(
  query: URLSearchParams,
  name: string,
  preset: number,
  limits: [number, number],
) {
  const text = query.get(name);
  if (text === null) return preset;
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) throw validationError(name, "Input should be a valid integer", text);
  if (value < limits[0]) {
    throw validationError(name, `Input should be greater than or equal to ${limits[0]}`, text);
  }
  if (value > limits[1]) {
    throw validationError(name, `Input should be less than or equal to ${limits[1]}`, text);
  }
  return value;
}

/** Counted from zero; at most `maxPerPage` rows. */
export function parsePaging(query: URLSearchParams, perPage = 20, maxPerPage = 1_000): Paging {
  return {
    page: parseWhole(query, "page", 0, [0, 1_000_000]),
    perPage: parseWhole(query, "per_page", perPage, [1, maxPerPage]),
  };
}

export function parseLimit(query: URLSearchParams): number {
  return parseWhole(query, "limit", 3, [1, 50]);
}
