import "server-only";
import { z } from "zod";
import type { IdentityProfile } from "@/lib/access/identities";

interface GitHubQuestion {
  /** GitHub's own or an Enterprise server's address. */
  url: string;
  accessToken: string;
  /** Members of these may get an account. */
  organizations: readonly string[];
  needsOrganizations: boolean;
  timeoutMs: number;
}

const userSchema = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() });
const emailsSchema = z.array(
  z.object({ email: z.email(), primary: z.boolean(), verified: z.boolean() }),
);
const organizationsSchema = z.array(z.object({ login: z.string() }));

function toApiUrl(url: string): string {
  const { protocol, host } = new URL(url);
  return host === "github.com" ? `${protocol}//api.github.com` : `${url}/api/v3`;
}

/** GitHub answered, but not with what was asked for. */
export class GitHubError extends Error {
  override name = "GitHubError";
  constructor(
    readonly status: number,
    path: string,
  ) {
    super(`GitHub answered ${status} to ${path}`);
  }
}

type GitHubAsker = Pick<GitHubQuestion, "url" | "accessToken" | "timeoutMs">;

async function ask<T>(asker: GitHubAsker, path: string, schema: z.ZodType<T>): Promise<T> {
  const response = await fetch(`${toApiUrl(asker.url)}${path}`, {
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${asker.accessToken}`,
      "user-agent": "tokenroll",
    },
    signal: AbortSignal.timeout(asker.timeoutMs),
  });
  if (!response.ok) throw new GitHubError(response.status, path);
  return schema.parse(await response.json());
}

/** The organizations of an access token's person. @throws {GitHubError} where GitHub refuses */
export async function readGitHubGroups(asker: GitHubAsker): Promise<string[]> {
  const organizations = await ask(asker, "/user/orgs?per_page=100", organizationsSchema);
  return organizations.map(({ login }) => login);
}

/**
 * The person of an access token: GitHub has no id token, so its API is asked. Groups are the organizations.
 * @throws when GitHub refuses or answers something else
 */
export async function readGitHubProfile(question: GitHubQuestion): Promise<IdentityProfile> {
  const [user, emails, groups] = await Promise.all([
    ask(question, "/user", userSchema),
    ask(question, "/user/emails", emailsSchema),
    question.needsOrganizations ? readGitHubGroups(question) : Promise.resolve<string[]>([]),
  ]);
  const primary = emails.find((email) => email.primary);
  return {
    issuer: question.url,
    subject: String(user.id),
    email: primary?.email ?? "",
    isEmailVerified: primary?.verified ?? false,
    name: user.name ?? user.login,
    groups,
    maySignUp: question.organizations.some((organization) => groups.includes(organization)),
  };
}
