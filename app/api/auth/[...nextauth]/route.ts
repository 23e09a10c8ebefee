import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { createAuthOptions } from "@/lib/auth/options";

interface AuthContext {
  params: Promise<{ nextauth: string[] }>;
}

/** Options need the settings, which a build does not have; so they are made for a request. */
async function handle(request: NextRequest, context: AuthContext): Promise<Response> {
  const handler = NextAuth(createAuthOptions()) as (
    request: NextRequest,
    context: AuthContext,
  ) => Promise<Response>;
  return handler(request, context);
}

export { handle as GET, handle as POST };
