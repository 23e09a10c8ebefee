import { z } from "zod";
import { checkRange, formatSchema, listSchema, rangeShape } from "@/lib/usage/schema";
import { SPLITS } from "./schema";

const filterShape = {
  tenant: listSchema,
  person: listSchema,
  harness: listSchema,
  model: listSchema,
  provider: listSchema,
  repository: listSchema,
  environment: listSchema,
  billing: listSchema,
  source: listSchema,
};

/** `start_date`, `end_date` (ISO days, both included, UTC) and what narrows every panel of the page. */
export const codingQuerySchema = z
  .object({ ...rangeShape, ...filterShape, format: formatSchema })
  .superRefine(checkRange);
export type CodingQuery = z.infer<typeof codingQuerySchema>;

const by = z.enum(SPLITS);

export const splitQuerySchema = z
  .object({ ...rangeShape, ...filterShape, by, format: formatSchema })
  .superRefine(checkRange);
export type SplitQuery = z.infer<typeof splitQuerySchema>;

/** `is_long`: only sessions that went on for more than an hour. */
export const sessionsQuerySchema = z
  .object({
    ...{ ...rangeShape, ...filterShape, format: formatSchema },
    is_long: z.enum(["true", "false"]).default("false"),
    page: z.coerce.number().int().min(1).max(100_000).default(1),
  })
  .superRefine(checkRange);
export type SessionsQuery = z.infer<typeof sessionsQuerySchema>;

export const burnQuerySchema = z.object({ ...filterShape, format: formatSchema });
export type BurnQuery = z.infer<typeof burnQuerySchema>;

export const sessionQuerySchema = z.object({ tenant: z.string().default("") });
export type SessionQuery = z.infer<typeof sessionQuerySchema>;

export type CodingFilter = Pick<CodingQuery, keyof typeof filterShape>;
