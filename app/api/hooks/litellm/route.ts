import type { NextRequest } from "next/server";
import { takeLiteLLMEvent } from "@/lib/alerts/receive-litellm-alert";
import { AppError } from "@/lib/errors";
import { toProblemResponse } from "@/lib/http/problem";

const MAX_BODY_BYTES = 64 * 1024;

async function readBody(request: NextRequest): Promise<unknown> {
  const text = await request.text();
  if (text.length > MAX_BODY_BYTES) throw new AppError("bad_request", "The body is too large.");
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new AppError("bad_request", "The body must be JSON.", { cause });
  }
}

/** LiteLLM signs nothing and takes only 200 for an answer, so the secret is in the address it is given. */
export async function POST(request: NextRequest): Promise<Response> {
  try {
    const secret = request.nextUrl.searchParams.get("secret") ?? "";
    return Response.json(await takeLiteLLMEvent(secret, await readBody(request)));
  } catch (error) {
    return toProblemResponse(error);
  }
}
