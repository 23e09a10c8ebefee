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

/**
 * The person of an access token: GitHub has no id token, so its API is asked. Groups are the organizations.
 * @throws when GitHub refuses or answers something else
 */
export async function readGitHubProfile(question: GitHubQuestion): Promise<IdentityProfile> {
  const api = toApiUrl(question.url);
  async function ask<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const response = await fetch(`${api}${path}`, {
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${question.accessToken}`,
        "user-agent": "tokenroll",
      },
      signal: AbortSignal.timeout(question.timeoutMs),
    });
    if (!response.ok) throw new Error(`GitHub answered ${response.status} to ${path}`);
    return schema.parse(await response.json());
  }
  const [user, emails, organizations] = await Promise.all([
    ask("/user", userSchema),
    ask("/user/emails", emailsSchema),
    question.needsOrganizations ? ask("/user/orgs?per_page=100", organizationsSchema) : [],
  ]);
  const primary = emails.find((email) => email.primary);
  const groups = organizations.map(({ login }) => login);
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
