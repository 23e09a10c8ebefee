import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { BudgetChangeResult } from "@/lib/budgets/schema";
import { postJson } from "@/lib/http/api-client";
import { defineRead, type NoInput } from "@/lib/query/read";
import type {
  ApplyInput,
  AssignInput,
  ProfileDetail,
  ProfileInput,
  ProfilePreview,
  ProfileSummary,
  RestoreInput,
  UnassignInput,
} from "./schema";

const PATH = "/api/portal/profiles";

export const profileQueries = {
  list: defineRead<NoInput, { items: ProfileSummary[] }>()("/api/portal/profiles"),
  detail: defineRead<{ profileId: string }, ProfileDetail>()("/api/portal/profiles/[profileId]"),
  /** A dry run: what applying the newest version would change. */
  preview: defineRead<{ profileId: string }, ProfilePreview>()(
    "/api/portal/profiles/[profileId]/preview",
  ),
};

function useProfileMutation<Request, Answer>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: Request) => postJson<Answer>(`${PATH}${path}`, request),
    onSettled: () => client.invalidateQueries({ queryKey: ["profiles"] }),
  });
}

export const useCreateProfile = () => useProfileMutation<ProfileInput, { id: string }>("");
export const useEditProfile = (id: string) =>
  useProfileMutation<ProfileInput, { version: number | null }>(`/${id}`);
export const useRestoreProfile = (id: string) =>
  useProfileMutation<RestoreInput, { version: number | null }>(`/${id}/restore`);
export const useAssignProfile = (id: string) =>
  useProfileMutation<AssignInput, unknown>(`/${id}/assign`);
export const useUnassignProfile = (id: string) =>
  useProfileMutation<UnassignInput, unknown>(`/${id}/unassign`);
export const useApplyProfile = (id: string) =>
  useProfileMutation<ApplyInput, BudgetChangeResult>(`/${id}/apply`);
