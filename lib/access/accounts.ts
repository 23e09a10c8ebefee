import { z } from "zod";
import { hashPassword, MIN_PASSWORD_LENGTH } from "@/lib/auth/password";
import { systemViewer, VIEWER_ROLES } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import { insertAccount, listAccountRows } from "./store";

const accountInputSchema = z.object({
  email: z.email({ error: "must be an e-mail address" }).toLowerCase(),
  name: z.string().trim().min(1, { error: "must not be empty" }).max(200),
  password: z
    .string()
    .min(MIN_PASSWORD_LENGTH, { error: `must have at least ${MIN_PASSWORD_LENGTH} characters` })
    .max(200),
  role: z.enum(VIEWER_ROLES, { error: `must be one of ${VIEWER_ROLES.join(", ")}` }),
  tenantIds: z.array(z.string().min(1)).default([]),
  projectNames: z.array(z.string().min(1)).default([]),
});
export type AccountInput = z.input<typeof accountInputSchema>;

/**
 * Creates a local account; an e-mail that is taken is left as it is.
 * @throws {AppError} bad_request naming each field that was refused
 */
export async function createAccount(input: AccountInput): Promise<{ isNew: boolean }> {
  const parsed = accountInputSchema.safeParse(input);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({
      field: issue.path.join("."),
      rule: issue.message,
    }));
    const words = issues.map((issue) => `${issue.field} ${issue.rule}`).join("; ");
    throw new AppError("bad_request", `The account was not created: ${words}.`, { issues });
  }
  const { password, ...account } = parsed.data;
  return insertAccount(
    { ...account, passwordHash: await hashPassword(password) },
    systemViewer("command line"),
  );
}

export function listAccounts() {
  return listAccountRows();
}
