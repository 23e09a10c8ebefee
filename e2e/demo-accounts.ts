/** Who can sign in to the demo and in the end-to-end tests; throwaway data, so the password is no secret. */
export const DEMO_PASSWORD = "tokenroll-demo";

export const DEMO_ACCOUNTS = {
  platform_admin: { email: "admin@example.com", name: "Ada Admin" },
  operator: { email: "operator@example.com", name: "Olga Operator" },
  user: { email: "user@example.com", name: "Uwe User" },
  auditor: { email: "auditor@example.com", name: "Abel Auditor" },
} as const;

export type DemoRole = keyof typeof DEMO_ACCOUNTS;
