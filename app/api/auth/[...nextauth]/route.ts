import NextAuth from "next-auth";
import { NextRequest } from "next/server";
import { createAuthOptions } from "@/lib/auth/options";
import { AppError } from "@/lib/errors";
import { readBytes } from "@/lib/http/body";
import { toProblemResponse } from "@/lib/http/problem";

interface AuthContext {
  params: Promise<{ nextauth: string[] }>;
}

/** next-auth reads a body whole, whatever its size; so it gets one that was read within the limit. */
async function withReadBody(request: NextRequest): Promise<NextRequest> {
  if (request.method !== "POST") return request;
  const { url, method, headers } = request;
  return new NextRequest(url, { method, headers, body: await readBytes(request) });
}

/** next-auth answers 500 to an address that it cannot read. */
function checkCallbackUrl({ nextUrl }: NextRequest): void {
  const wanted = nextUrl.searchParams.get("callbackUrl");
  if (wanted === null || wanted === "") return;
  const base = wanted.startsWith("/") ? nextUrl.origin : undefined;
  const protocol = URL.canParse(wanted, base) ? new URL(wanted, base).protocol : "";
  if (!/^https?:$/.test(protocol)) {
    throw new AppError("bad_request", "callbackUrl must be a path or an http(s) address.");
  }
}

/** Options need the settings, which a build does not have; so they are made for a request. */
async function handle(request: NextRequest, context: AuthContext): Promise<Response> {
  const handler = NextAuth(createAuthOptions()) as (
    request: NextRequest,
    context: AuthContext,
  ) => Promise<Response>;
  try {
    checkCallbackUrl(request);
    return await handler(await withReadBody(request), context);
  } catch (error) {
    if (error instanceof AppError) return toProblemResponse(error);
    throw error;
  }
}

export { handle as GET, handle as POST };
