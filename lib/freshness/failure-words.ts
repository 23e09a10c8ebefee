import { canReadAdministration, type Viewer } from "@/lib/auth/policy";

/** Why a reading failed: the stored words name addresses and settings, which only administrators are told. */
export function toFailureWords(viewer: Pick<Viewer, "role">, error: string | null): string | null {
  if (error === null || canReadAdministration(viewer)) return error;
  return "LiteLLM could not be read. An administrator can see why.";
}
