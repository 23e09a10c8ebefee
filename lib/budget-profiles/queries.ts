import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { BudgetChangeResult } from "@/lib/budgets/schema";
import { getJson, postJson } from "@/lib/http/api-client";
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
const KEYS = { all: ["profiles"] as const };

export const profileQueries = {
  list: () =>
    queryOptions({
      queryKey: [...KEYS.all, "list"],
      queryFn: ({ signal }) => getJson<{ items: ProfileSummary[] }>(PATH, signal),
    }),
  detail: (id: string) =>
    queryOptions({
      queryKey: [...KEYS.all, id],
      queryFn: ({ signal }) => getJson<ProfileDetail>(`${PATH}/${id}`, signal),
    }),
  preview: (id: string) =>
    queryOptions({
      queryKey: [...KEYS.all, id, "preview"],
      queryFn: ({ signal }) => getJson<ProfilePreview>(`${PATH}/${id}/preview`, signal),
      staleTime: 0,
    }),
};

function useProfileMutation<Request, Answer>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: Request) => postJson<Answer>(`${PATH}${path}`, request),
    onSettled: () => client.invalidateQueries({ queryKey: KEYS.all }),
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
