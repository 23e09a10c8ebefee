import "server-only";
import { decode } from "next-auth/jwt";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { findViewerById } from "@/lib/access/viewers";
import { getAuthSecret } from "@/lib/env";
import { toSessionCookieName } from "./cookie";
import type { Viewer } from "./policy";

/** The account's id of a session cookie, null when it is missing, forged or expired. */
export async function readSessionUserId(token: string | undefined): Promise<string | null> {
  if (!token) return null;
  try {
    const session = await decode({ token, secret: getAuthSecret() });
    return session?.sub ?? null;
  } catch {
    // Any token that does not decrypt is a stranger's; there is nothing to tell them apart.
    return null;
  }
}

export async function findViewerByToken(token: string | undefined): Promise<Viewer | null> {
  const userId = await readSessionUserId(token);
  return userId === null ? null : findViewerById(userId);
}

/** Who looks at this page; null for a stranger. Read once a request. */
export const findViewer = cache(async (): Promise<Viewer | null> => {
  const jar = await cookies();
  return findViewerByToken(jar.get(toSessionCookieName())?.value);
});

/** The viewer, or off to the sign-in page. Only below a Suspense boundary. */
export async function requireViewer(): Promise<Viewer> {
  return (await findViewer()) ?? redirect("/sign-in");
}
