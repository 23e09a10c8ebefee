import { randomBytes } from "node:crypto";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { VIEWER_ROLES, type ViewerRole } from "@/lib/auth/policy";
import { getSettings } from "@/lib/env";
import type { AccountInput } from "@/lib/access/accounts";
import { withAccounts } from "./accounts";
import { openDatabase } from "./database";
import { UsageError } from "./usage-error";

interface NewUser {
  email: string;
  name: string;
  role: ViewerRole;
  tenantIds: string[];
  projectNames: string[];
  isPasswordOnStdin: boolean;
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        email: { type: "string" },
        name: { type: "string" },
        role: { type: "string" },
        tenant: { type: "string", multiple: true },
        project: { type: "string", multiple: true },
        "password-stdin": { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : "Unknown option");
  }
}

/** @throws {UsageError} naming what is missing or wrong. */
export function parseNewUser(args: readonly string[]): NewUser {
  const options = readOptions(args);
  const role = VIEWER_ROLES.find((name) => name === options.role);
  const { email, name } = options;
  if (email === undefined) throw new UsageError("--email is missing");
  if (name === undefined) throw new UsageError("--name is missing");
  if (role === undefined) throw new UsageError(`--role must be one of ${VIEWER_ROLES.join(", ")}`);
  return {
    email,
    name,
    role,
    tenantIds: options.tenant ?? [],
    projectNames: options.project ?? [],
    isPasswordOnStdin: options["password-stdin"] ?? false,
  };
}

async function addUser(url: string, user: NewUser): Promise<number> {
  const { isPasswordOnStdin, ...account } = user;
  const password = isPasswordOnStdin
    ? (await text(process.stdin)).trimEnd()
    : randomBytes(12).toString("base64url");
  const input: AccountInput = { ...account, password };
  const { isNew } = await withAccounts(url, ({ createAccount }) => createAccount(input));
  if (!isNew) {
    process.stderr.write(`${user.email} exists already and was left as it is.\n`);
    return 1;
  }
  process.stdout.write(`Created ${user.email} (${user.role})\n`);
  if (!isPasswordOnStdin) process.stdout.write(`Password, shown only now: ${password}\n`);
  return 0;
}

async function listUsers(url: string): Promise<number> {
  const rows = await withAccounts(url, ({ listAccounts }) => listAccounts());
  for (const { email, name, role, claimedRole, isDisabled, memberships, projects } of rows) {
    const tenantIds = memberships.map(({ tenantId }) => tenantId).join(",");
    const projectNames = projects.map(({ projectName }) => projectName).join(",");
    const state = isDisabled ? "disabled" : "active";
    const columns = [email, name, claimedRole ?? role, state, tenantIds, projectNames];
    process.stdout.write(`${columns.join("\t")}\n`);
  }
  return 0;
}

/** Adds and lists local accounts. */
export async function runUser(args: readonly string[]): Promise<number> {
  const [action, ...rest] = args;
  if (action !== "add" && action !== "list") throw new UsageError("user needs `add` or `list`");
  const user = action === "add" ? parseNewUser(rest) : null;
  const database = await openDatabase(getSettings(), { isOwner: false });
  try {
    return user ? await addUser(database.url, user) : await listUsers(database.url);
  } finally {
    await database.close();
  }
}
