import { canReadAdministration, type Viewer } from "@/lib/auth/policy";
import { freshnessWords, type Source } from "./words";

/** Why a reading failed: the stored words name addresses and settings, which only administrators are told. */
export function toFailureWords(
  viewer: Pick<Viewer, "role">,
  error: string | null,
  source: Source = "LiteLLM",
): string | null {
  if (error === null || canReadAdministration(viewer)) return error;
  return `${freshnessWords.notRead(source)} An administrator can see why.`;
}
