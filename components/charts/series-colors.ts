import { compareText } from "@/lib/top-rows";

/** What a series is recognized by: its id inside the chart, its name across all pages. */
export interface NamedSeries {
  id: string;
  name: string;
}

export const OTHER_COLOR = "var(--series-other)";
export const TOKENS_COLOR = "var(--series-tokens)";

/** Colours that a name always has. */
const FIXED: ReadonlyMap<string, string> = new Map([
  ["openai", "var(--series-openai)"],
  ["anthropic", "var(--series-anthropic)"],
  ["ollama", "var(--series-ollama)"],
  ["slack", "var(--series-slack)"],
  ["whatsapp", "var(--series-whatsapp)"],
]);

/** `--series-1` to `--series-10` in globals.css, each in three shades: how much of it is left beside the text's colour. */
const PALETTE_SIZE = 10;
const SHADES = [100, 74, 52] as const;
const PLACES = PALETTE_SIZE * SHADES.length;

function toPaletteColor(place: number): string {
  const color = `var(--series-${(place % PALETTE_SIZE) + 1})`;
  const share = SHADES[Math.floor(place / PALETTE_SIZE)] ?? 100;
  return share === 100 ? color : `color-mix(in oklab, ${color} ${share}%, var(--foreground))`;
}

/** FNV-1a, its bits stirred once more for ids that differ in a digit: the same number for the same id, always. */
function hashId(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/**
 * A CSS colour for each series, by id: fixed by name, else by a hash of the id, the same on every page and for
 * every range and filter. Where two in sight have the same one, the later id takes another shade of it.
 */
export function toSeriesColors(visible: readonly NamedSeries[]): ReadonlyMap<string, string> {
  const colors = new Map<string, string>();
  const taken = new Set<number>();
  const open: NamedSeries[] = [];
  for (const series of visible) {
    const fixed = FIXED.get(series.name.trim().toLowerCase());
    if (fixed === undefined) open.push(series);
    else colors.set(series.id, fixed);
  }
  for (const { id } of open.sort((a, b) => compareText(a.id, b.id))) {
    const place = findFreePlace(hashId(id) % PLACES, taken);
    taken.add(place);
    colors.set(id, toPaletteColor(place));
  }
  return colors;
}

function findFreePlace(wanted: number, taken: ReadonlySet<number>): number {
  for (let step = 0; step < PLACES; step += 1) {
    const nextSlot = Math.floor(step / SHADES.length);
    const place = (wanted + step * PALETTE_SIZE + nextSlot) % PLACES;
    if (!taken.has(place)) return place;
  }
  return wanted;
}
