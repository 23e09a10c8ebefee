import { ApiError } from "@/lib/http/api-client";

/** What the portal found wrong with one field of what was sent, in words; null where it is another's fault. */
export function findIssue(error: unknown, field: string): string | null {
  if (!(error instanceof ApiError)) return null;
  const issue = error.issues.find(
    (one) => one.field === field || one.field.startsWith(`${field}.`),
  );
  return issue === undefined ? null : `This ${issue.rule}.`;
}
