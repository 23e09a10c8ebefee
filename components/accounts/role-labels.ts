import type { ViewerRole } from "@/lib/auth/policy";

export const ROLE_LABELS: Record<ViewerRole, string> = {
  platform_admin: "Platform admin",
  auditor: "Auditor",
  operator: "Operator",
  user: "User",
};

/** What each role may do, in a sentence. */
export const ROLE_WORDS: Record<ViewerRole, string> = {
  platform_admin: "Sees and changes everything.",
  auditor: "Reads everything, administration included, and changes nothing.",
  operator: "Sees the tenants and projects given below.",
  user: "Sees only what is their own.",
};
