import { compareText } from "@/lib/top-rows";

/** What a series is recognized by: its id inside the chart, its name across all pages. */
export interface NamedSeries {
  id: string;
  name: string;
}

export const OTHER_COLOR = "var(--series-other)";
export const TOKENS_COLOR = "var(--series-tokens)";

interface FixedColor {
  color: string;
  /** Palette slots that look alike; nobody else beside it gets them. */
  similarSlots: readonly number[];
}

/** Colours that a name always has. */
const FIXED: ReadonlyMap<string, FixedColor> = new Map([
  ["openai", { color: "var(--series-openai)", similarSlots: [7] }],
  ["anthropic", { color: "var(--series-anthropic)", similarSlots: [4, 6] }],
  ["ollama", { color: "var(--series-ollama)", similarSlots: [0] }],
  ["slack", { color: "var(--series-slack)", similarSlots: [1, 2] }],
  ["whatsapp", { color: "var(--series-whatsapp)", similarSlots: [6, 7] }],
]);

/** `--series-1` to `--series-10` in globals.css. */
const PALETTE_SIZE = 10;

function toPaletteColor(slot: number): string {
  return `var(--series-${slot + 1})`;
}

/** FNV-1a: the same small number for the same name, everywhere and always. */
function hashName(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

function toKey(name: string): string {
  return name.trim().toLowerCase();
}

/**
 * A CSS colour for each series, by id: fixed by name, else by a hash of the name into the palette.
 * Where visible series collide, names in alphabetical order take the next free slot, so that
 * neither the order nor the size of the figures changes a colour.
 */
export function toSeriesColors(visible: readonly NamedSeries[]): ReadonlyMap<string, string> {
  const colors = new Map<string, string>();
  const taken = new Set<number>();
  const open: NamedSeries[] = [];
  for (const series of visible) {
    const fixed = FIXED.get(toKey(series.name));
    if (fixed === undefined) {
      open.push(series);
      continue;
    }
    colors.set(series.id, fixed.color);
    for (const slot of fixed.similarSlots) taken.add(slot);
  }
  open.sort((a, b) => compareText(toKey(a.name), toKey(b.name)) || compareText(a.id, b.id));
  for (const series of open) {
    const slot = findFreeSlot(hashName(toKey(series.name)) % PALETTE_SIZE, taken);
    taken.add(slot);
    colors.set(series.id, toPaletteColor(slot));
  }
  return colors;
}

function findFreeSlot(wanted: number, taken: ReadonlySet<number>): number {
  for (let step = 0; step < PALETTE_SIZE; step += 1) {
    const slot = (wanted + step) % PALETTE_SIZE;
    if (!taken.has(slot)) return slot;
  }
  return wanted;
}
