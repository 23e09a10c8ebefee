import type { ApiScope } from "@/lib/auth/policy";

/** What each scope lets a program do, in a person's words. */
export const SCOPE_WORDS: Record<ApiScope, string> = {
  "usage:read": "Read usage, budgets and people that you may see",
  "reports:read": "Read and download reports",
  "budgets:write": "Change budgets",
  "otlp:write": "Send telemetry of coding agents",
  "admin:read": "Read the administration: runs, accounts, audit log",
};

export const EXPIRY_CHOICES = [
  { days: 7, label: "7 days" },
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
  { days: 365, label: "1 year" },
] as const;

export const DEFAULT_EXPIRY_DAYS = 90;
