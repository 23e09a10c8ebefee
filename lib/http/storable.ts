import { AppError } from "@/lib/errors";

/** PostgreSQL keeps no zero byte and no half of a character, and no name, id or filter has a use for one. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

export function isStorable(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/**
 * Looks through all of an input before any of it is used. Nesting is followed without calls, however deep it is.
 * @throws {AppError} bad_request
 */
export function checkStorable(input: unknown): void {
  const rest: { field: string; value: unknown }[] = [{ field: "", value: input }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { field, value } = next;
    if (typeof value === "string" && !isStorable(value)) {
      const rule = "must not contain zero bytes or broken characters";
      throw new AppError("bad_request", `${field || "The text"} ${rule}.`, {
        issues: [{ field, rule }],
      });
    }
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) continue;
    for (const [name, inner] of Object.entries(value)) {
      const path = field === "" ? name : `${field}.${name}`;
      rest.push({ field, value: name }, { field: path, value: inner });
    }
  }
}
