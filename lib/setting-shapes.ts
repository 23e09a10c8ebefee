import { z } from "zod";
import { parseClaimMapping } from "./claim-mapping";

export const positiveInt = z.coerce.number().int().positive();
export const text = z.string().trim().min(1);
export const optionalText = z
  .string()
  .trim()
  .transform((value) => (value === "" ? undefined : value))
  .optional();
export const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be an http(s) URL" })
  .transform((url) => url.replace(/\/+$/, ""));
export const wordList = z
  .string()
  .default("")
  .transform((words) => words.split(/[\s,]+/).filter((word) => word !== ""));
export const claimMapping = z
  .string()
  .default("")
  .transform((mapping, context) => {
    try {
      return parseClaimMapping(mapping);
    } catch (error) {
      context.addIssue(error instanceof Error ? error.message : "is not understood");
      return z.NEVER;
    }
  });
