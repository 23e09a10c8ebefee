import "server-only";
import type { NextAuthOptions, User } from "next-auth";
import type { JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { signInWithPassword } from "@/lib/access/sign-in";
import { getAuthSecret } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { isSecureOrigin, SESSION_SECONDS, toSessionCookieName } from "./cookie";

/** The address that the nearest proxy, or Next's own server, saw. */
function toClientAddress(headers: Record<string, unknown> | undefined): string {
  const forwarded = headers?.["x-forwarded-for"];
  return typeof forwarded === "string" ? (forwarded.split(",").at(-1)?.trim() ?? "") : "";
}

async function authorize(
  credentials: Record<"email" | "password", string> | undefined,
  request: { headers?: Record<string, unknown> },
) {
  if (!credentials?.email || !credentials.password) return null;
  try {
    const userId = await signInWithPassword({
      email: credentials.email,
      password: credentials.password,
      address: toClientAddress(request.headers),
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

/** The token carries the account's id alone: role and tenants are read anew for every request. */
export function createAuthOptions(): NextAuthOptions {
  return {
    secret: getAuthSecret(),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
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
    ],
    callbacks: {
      // A user comes with the sign-in only, whatever the library's types say.
      jwt: ({ token, user }: { token: JWT; user?: User }) => (user ? { sub: user.id } : token),
      session: ({ session }) => ({ expires: session.expires }),
    },
  };
}
