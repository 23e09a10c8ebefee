import type { NextRequest } from "next/server";
import { takeLiteLLMEvent } from "@/lib/alerts/receive-litellm-alert";
import { readClientAddress } from "@/lib/client-address";
import { readJson } from "@/lib/http/body";
import { toProblemResponse } from "@/lib/http/problem";

/** LiteLLM signs nothing and takes only 200 for an answer, so the secret is in the address it is given. */
export async function POST(request: NextRequest): Promise<Response> {
  try {
    const secret = request.nextUrl.searchParams.get("secret") ?? "";
    const address = readClientAddress(request.headers);
    const readBody = () => readJson(request);
    return Response.json(await takeLiteLLMEvent({ secret, address, readBody }));
  } catch (error) {
    return toProblemResponse(error);
  }
}
