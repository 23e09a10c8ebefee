import type { NextRequest } from "next/server";
import { takeLiteLLMEvent } from "@/lib/alerts/receive-litellm-alert";
import { readJson } from "@/lib/http/body";
import { toProblemResponse } from "@/lib/http/problem";

/** LiteLLM signs nothing and takes only 200 for an answer, so the secret is in the address it is given. */
export async function POST(request: NextRequest): Promise<Response> {
  try {
    const secret = request.nextUrl.searchParams.get("secret") ?? "";
    return Response.json(await takeLiteLLMEvent(secret, () => readJson(request)));
  } catch (error) {
    return toProblemResponse(error);
  }
}
