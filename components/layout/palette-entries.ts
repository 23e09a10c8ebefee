import { RANGE_LABELS, RANGE_PRESETS, type RangeState } from "@/components/filters/resolve-range";
import { toYearToDate } from "@/components/filters/step-range";
import type { IsoDay } from "@/lib/time";
import type { TenantListRow } from "@/lib/usage/schema";
import { ADMIN_NAVIGATION, MAIN_NAVIGATION, type NavigationItem } from "./navigation";

const MAX_TENANTS = 8;

export interface RangeEntry {
  id: string;
  label: string;
  range: RangeState;
}

/** What the palette offers for the words typed; tenants were searched by the server. */
export interface PaletteEntries {
  tenants: readonly TenantListRow[];
  pages: readonly NavigationItem[];
  ranges: readonly RangeEntry[];
  /** While nothing is typed they come last: they arrive later, and would push away what is read. */
  areTenantsFirst: boolean;
  /** The id of the first entry, "" when there is none: what Enter takes. */
  firstId: string;
}

interface PaletteInput {
  words: string;
  tenants: readonly TenantListRow[];
  isAdmin: boolean;
  today: IsoDay;
}

export function listPaletteEntries({
  words,
  tenants,
  isAdmin,
  today,
}: PaletteInput): PaletteEntries {
  const wanted = words.trim().toLowerCase();
  const isWanted = ({ label }: { label: string }) => label.toLowerCase().includes(wanted);
  const pages = [...MAIN_NAVIGATION, ...(isAdmin ? ADMIN_NAVIGATION : [])].filter(isWanted);
  const presets: RangeEntry[] = RANGE_PRESETS.map((preset) => ({
    id: `range ${preset}`,
    label: RANGE_LABELS[preset],
    range: { range: preset, from: null, to: null },
  }));
  const year = { id: "range year", label: "This year", range: toYearToDate(today) };
  const ranges = [...presets, year].filter(isWanted);
  const found = tenants.slice(0, MAX_TENANTS);
  const tenantId = found[0]?.tenant_id;
  const fixed = pages[0]?.href ?? ranges[0]?.id;
  const areTenantsFirst = wanted !== "";
  const firstId = (areTenantsFirst ? (tenantId ?? fixed) : (fixed ?? tenantId)) ?? "";
  return { tenants: found, pages, ranges, areTenantsFirst, firstId };
}
