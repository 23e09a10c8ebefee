import type { Unavailable } from "@/lib/analytics/schema";

/** Why there is no figure for the filters, and what can be done. */
export const UNAVAILABLE_WORDS: Record<Unavailable, string> = {
  not_read: "Not read for this period yet. It appears after the next reading of the analytics API.",
  on_demand: "Not read for these filters yet.",
  on_demand_off:
    "Only kept for the fixed periods and whole projects: reading on demand is switched off here.",
  not_added_up:
    "Distinct things cannot be added up over several projects. Choose one project to see them.",
  no_projects: "None of the projects you may see is in the filter.",
  no_people: "Nobody in the filter is both known to the analytics API and yours to see.",
  unknown_person:
    "The analytics API has not told its own id of somebody in the filter, so it cannot be asked about them.",
  no_such_filter:
    "The analytics API cannot filter by this project. Choose another one, or all projects.",
  too_many: "Too many for one question. Choose at most 50 people and 50 projects.",
};
