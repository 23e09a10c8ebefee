import type { RangeState, ResolvedRange } from "@/components/filters/resolve-range";
import { stepRange, toYearToDate } from "@/components/filters/step-range";
import type { IsoDay } from "@/lib/time";

/** What a key does on a page with a time range. */
export type ShortcutAction =
  | { kind: "range"; range: RangeState }
  | { kind: "compare" }
  | { kind: "search" }
  | { kind: "help" };

/** What the help lists. */
export const SHORTCUTS: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ["Ctrl", "K"], does: "Go to a tenant or page, set the range" },
  { keys: ["/"], does: "Search" },
  { keys: ["D"], does: "Last 30 days" },
  { keys: ["W"], does: "Last 7 days" },
  { keys: ["M"], does: "This month" },
  { keys: ["Q"], does: "Last 3 months" },
  { keys: ["Y"], does: "This year" },
  { keys: ["←", "→"], does: "Earlier or later period" },
  { keys: ["X"], does: "Compare with the previous period" },
  { keys: ["?"], does: "This list" },
];

const PRESET_KEYS = { d: "30d", w: "7d", m: "month", q: "3m" } as const;

function isPresetKey(key: string): key is keyof typeof PRESET_KEYS {
  return Object.hasOwn(PRESET_KEYS, key);
}

/** The action of a key, null for keys that mean nothing here. */
export function findShortcut(
  key: string,
  range: ResolvedRange,
  today: IsoDay,
): ShortcutAction | null {
  const lower = key.toLowerCase();
  if (isPresetKey(lower)) {
    return { kind: "range", range: { range: PRESET_KEYS[lower], from: null, to: null } };
  }
  if (lower === "y") return { kind: "range", range: toYearToDate(today) };
  if (key === "ArrowLeft") return { kind: "range", range: stepRange(range, -1, today) };
  if (key === "ArrowRight") return { kind: "range", range: stepRange(range, 1, today) };
  if (lower === "x") return { kind: "compare" };
  if (key === "/") return { kind: "search" };
  return key === "?" ? { kind: "help" } : null;
}
