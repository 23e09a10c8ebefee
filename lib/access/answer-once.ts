import "server-only";
import { createHash } from "node:crypto";
import type { Viewer } from "@/lib/auth/policy";
import { AppError } from "@/lib/errors";
import { openSealedText, sealText } from "@/lib/sealed-text";
import {
  claimAnswer,
  deleteAnswer,
  deleteAnswersBefore,
  findAnswer,
  saveAnswer,
} from "./answer-store";

const KEPT_MS = 24 * 3_600_000;
const MAX_KEY_LENGTH = 200;

const hash = (...parts: string[]) =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url");

const toPlace = (id: string) => `sent_answer ${id}`;

interface SentOnce {
  /** `Idempotency-Key`; null where the sender gave none. */
  key: string | null;
  /** The address that it was sent to. */
  path: string;
  body: unknown;
}

/** @throws {AppError} conflict while it is under way, and where the key came with another body */
async function answerAgain(id: string, bodyHash: string): Promise<Response> {
  const kept = await findAnswer(id);
  if (kept !== null && kept.bodyHash !== bodyHash) {
    throw new AppError("conflict", "This Idempotency-Key was sent with another body before.");
  }
  if (kept?.status == null || kept.body === null) {
    throw new AppError("conflict", "The same was sent before and is still under way.");
  }
  const headers = { "content-type": "application/json", "cache-control": "private, no-store" };
  return new Response(openSealedText(kept.body, toPlace(id)), { status: kept.status, headers });
}

/**
 * Does what a sender named with a key once, and answers a repetition with the same. What was refused or failed may
 * be sent again.
 * @throws {AppError} conflict, or what `handle` throws
 */
export async function answerOnce(
  viewer: Viewer,
  { key, path, body }: SentOnce,
  handle: () => Promise<Response>,
): Promise<Response> {
  if (key === null) return handle();
  if (key.length > MAX_KEY_LENGTH) {
    throw new AppError("bad_request", `Idempotency-Key has ${MAX_KEY_LENGTH} letters at most.`);
  }
  const id = hash(viewer.userId, path, key);
  const bodyHash = hash(
    body instanceof Uint8Array ? Buffer.from(body).toString("base64") : JSON.stringify(body),
  );
  if (!(await claimAnswer({ id, bodyHash }, new Date()))) return answerAgain(id, bodyHash);
  try {
    const response = await handle();
    await saveAnswer(id, response.status, sealText(await response.clone().text(), toPlace(id)));
    return response;
  } catch (error) {
    await deleteAnswer(id);
    throw error;
  }
}

/** The worker's, not for a viewer. @returns how many answers were forgotten */
export function forgetOldAnswers(now: Date): Promise<number> {
  return deleteAnswersBefore(new Date(now.getTime() - KEPT_MS));
}
