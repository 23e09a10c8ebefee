export interface CostSeriesEntry {
  /** An agent's id or a provider, as `group_by` says; null for the rest. */
  series_id: string | null;
  series_name: string;
  cost_usd: number;
}

export interface CostSeriesDay {
  /** UTC day. */
  day: string;
  /** In the order of `series`; null where the day was never read as a whole: a gap, not a zero. */
  costs_usd: number[] | null;
  /** Of the day at the same place of the previous period; null where there is none to compare with. */
  previous_cost_usd: number | null;
}

/** `GET …/cost-series`: the seven series that cost most by name, the exact rest as one more, day by day. */
export interface CostSeries {
  series: CostSeriesEntry[];
  days: CostSeriesDay[];
}
