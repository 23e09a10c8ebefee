import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/http/api-client";
import { usageKeys } from "./queries";
import type { OwnAgents } from "./schema";

const POLL_MS = 60_000;

/** The address of the viewer's own agents. */
export const MY_AGENTS_PATH = "/api/portal/me/agents";

/** What the viewer's own agents cost in the last `days`. */
export const ownAgentsQuery = (days: number) =>
  queryOptions({
    queryKey: [...usageKeys.all, "mine", days] as const,
    queryFn: ({ signal }) => getJson<OwnAgents>(`${MY_AGENTS_PATH}?days=${days}`, signal),
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
