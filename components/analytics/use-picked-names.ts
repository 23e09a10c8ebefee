"use client";

import { useQuery } from "@tanstack/react-query";
import { insightQueries } from "@/lib/analytics/queries";
import type { PersonOption } from "@/lib/analytics/schema";

const ME = "me";

/** The people of the filter with their names; "me" first. Who may not be seen keeps the id. */
export function usePickedPeople(ids: readonly string[]): PersonOption[] {
  const { data } = useQuery({
    ...insightQueries.people.options({ id: ids.length > 0 ? ids : [ME] }),
    enabled: ids.length > 0,
  });
  const known = new Map(data?.data.items.map((person) => [person.id, person]));
  return ids.map((id) => {
    if (id === ME) return { id, name: "Me", email: data?.data.me?.email ?? null };
    return known.get(id) ?? { id, name: `Person ${id}`, email: null };
  });
}
