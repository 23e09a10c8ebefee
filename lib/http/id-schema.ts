import { z } from "zod";

/** An id in an address: text that the database can compare. */
export const idSchema = z
  .string()
  .min(1)
  .max(400)
  .refine((id) => !id.includes("\u0000"));
