"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { postJson } from "@/lib/http/api-client";
import { ANALYTICS_KEY } from "@/lib/analytics/queries";

/** Whether others may see the viewer's name on the leaderboard. */
export function useNameSharing() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (isShared: boolean) =>
      postJson("/api/portal/analytics/leaderboard/me", { is_name_shared: isShared }),
    onSuccess: () => client.invalidateQueries({ queryKey: ANALYTICS_KEY }),
  });
}
