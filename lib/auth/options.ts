import "server-only";
import type { Account, LoggerInstance, NextAuthOptions, Profile, User } from "next-auth";
import type { JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import type { ClaimTokens } from "@/lib/access/claim-session-store";
import { beginClaimSession, endClaimSession } from "@/lib/access/claim-sessions";
import {
  findIdentityUserId,
  signInWithIdentity,
  type IdentityProfile,
} from "@/lib/access/identities";
import { beginSession, endSession } from "@/lib/access/sessions";
import { signInWithPassword } from "@/lib/access/sign-in";
import { readClientAddress } from "@/lib/client-address";
import { getAuthSecret, getSettings } from "@/lib/env";
import { AppError, toErrorMessage } from "@/lib/errors";
import { isStorable } from "@/lib/http/storable";
import { createLogger } from "@/lib/logger";
import { isSecureOrigin, SESSION_SECONDS, toSessionCookieName } from "./cookie";
import { createIdentityProviders } from "./providers";

interface SignInStep {
  token: JWT;
  user?: User;
  account: Account | null;
  profile?: Profile;
}

async function authorize(
  credentials: Record<"email" | "password", string> | undefined,
  request: { headers?: Record<string, string> },
) {
  if (!credentials?.email || !credentials.password) return null;
  if (!isStorable(credentials.email)) return null;
  try {
    const userId = await signInWithPassword({
      email: credentials.email,
      password: credentials.password,
      address: readClientAddress(new Headers(request.headers)),
    });
    return userId === null ? null : { id: userId };
  } catch (error) {
    // next-auth hands the message of a thrown error to the sign-in form; only ours is meant for it.
    if (error instanceof AppError) throw new Error(error.message, { cause: error });
    throw new Error("Signing in is not possible right now. Try again in a minute.", {
      cause: error,
    });
  }
}

function toIdentity(profile: Profile | undefined): IdentityProfile | null {
  return profile && isIdentityProfile(profile) ? profile : null;
}

/** What our providers hand to next-auth, which types it as any provider's profile. */
function isIdentityProfile(profile: object): profile is IdentityProfile {
  return "issuer" in profile && "subject" in profile && "isEmailVerified" in profile;
}

/** True, or where to go with the reason; a password was checked by `authorize` before. */
async function letIn(account: Account | null, profile: Profile | undefined) {
  if (account?.type !== "oauth") return true;
  const identity = toIdentity(profile);
  if (!identity) return false;
  const { refusal } = await signInWithIdentity(identity);
  return refusal === undefined ? true : `/sign-in?error=${refusal}`;
}

function toClaimTokens({ refresh_token, access_token, expires_at }: Account): ClaimTokens {
  return {
    refreshToken: refresh_token ?? null,
    accessToken: access_token ?? null,
    accessExpiresAt: expires_at === undefined ? null : expires_at * 1000,
    groupsAt: "anywhere",
  };
}

/** The account's id and the session's own: what every cookie says. */
async function toSessionToken(userId: string): Promise<JWT> {
  const { id, version } = await beginSession(userId);
  return { sub: userId, session: id, version };
}

async function toSignedInToken(user: User, account: Account | null, profile: Profile | undefined) {
  if (account?.type !== "oauth") return toSessionToken(user.id);
  const identity = toIdentity(profile);
  const userId = identity && (await findIdentityUserId(identity));
  if (identity === null || userId === null) throw new Error("The identity has no account.");
  const token = await toSessionToken(userId);
  // GitHub tells organizations only; without a mapping they give nothing that could be taken away.
  const isAskedAgain = account.provider === "oidc" || getSettings().SIGN_IN_MAPPING.length > 0;
  if (!isAskedAgain) return token;
  const tokens = toClaimTokens(account);
  return {
    ...token,
    sid: await beginClaimSession({ ...identity, userId }, tokens, SESSION_SECONDS),
  };
}

async function forgetSession({ sub, session, sid }: JWT): Promise<void> {
  if (sub !== undefined && typeof session === "string") {
    await endSession(sub, session, SESSION_SECONDS);
  }
  if (typeof sid === "string") await endClaimSession(sid);
}

/** next-auth would print whole errors; they may quote what a provider answered. */
const quietLogger: Partial<LoggerInstance> = {
  error: (code, metadata) => {
    const cause = metadata instanceof Error ? metadata : metadata.error;
    createLogger("sign-in").warn({ code, error: toErrorMessage(cause) }, "sign-in failed");
  },
  warn: (code) => createLogger("sign-in").debug({ code }, "sign-in warning"),
  debug: () => undefined,
};

/** The token carries the ids of account and session alone: role and tenants are read anew for every request. */
export function createAuthOptions(): NextAuthOptions {
  return {
    secret: getAuthSecret(),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    logger: quietLogger,
    cookies: {
      sessionToken: {
        name: toSessionCookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecureOrigin() },
      },
    },
    providers: [
      CredentialsProvider({
        name: "E-mail and password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize,
      }),
      ...createIdentityProviders(),
    ],
    events: {
      signOut: ({ token }) => forgetSession(token),
    },
    callbacks: {
      signIn: ({ account, profile }) => letIn(account, profile),
      // A user comes with the sign-in only, whatever the library's types say.
      jwt: ({ token, user, account, profile }: SignInStep) =>
        user ? toSignedInToken(user, account, profile) : token,
      redirect: ({ url, baseUrl }) => {
        const wanted = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : null;
        return wanted?.origin === baseUrl ? wanted.href : baseUrl;
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
  };
}
