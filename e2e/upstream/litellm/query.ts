import { validationError } from "./errors";

export function parseWhole(
  query: URLSearchParams,
  name: string,
  fallback: number,
  bounds: { min?: number; max?: number } = {},
): number {
  const input = query.get(name);
  if (input === null) return fallback;
  if (!/^\s*[+-]?\d+\s*$/.test(input)) {
    const msg = "Input should be a valid integer, unable to parse string as an integer";
    throw validationError({ type: "int_parsing", name, msg, input });
  }
  const value = Number(input);
  if (bounds.min !== undefined && value < bounds.min) {
    const msg = `Input should be greater than or equal to ${bounds.min}`;
    throw validationError({
      type: "greater_than_equal",
      name,
      msg,
      input,
      ctx: { ge: bounds.min },
    });
  }
  if (bounds.max !== undefined && value > bounds.max) {
    const msg = `Input should be less than or equal to ${bounds.max}`;
    throw validationError({ type: "less_than_equal", name, msg, input, ctx: { le: bounds.max } });
  }
  return value;
}

export function parseFlag(query: URLSearchParams, name: string): boolean {
  const input = query.get(name);
  if (input === null) return false;
  const text = input.toLowerCase();
  if (["true", "1", "yes", "on", "t", "y"].includes(text)) return true;
  if (["false", "0", "no", "off", "f", "n"].includes(text)) return false;
  const msg = "Input should be a valid boolean, unable to interpret input";
  throw validationError({ type: "bool_parsing", name, msg, input });
}

/** A plain split at commas, as the proxy does it: ids with a comma cannot be asked for. */
export function parseCsv(query: URLSearchParams, name: string): ReadonlySet<string> | null {
  const input = query.get(name);
  return input === null || input === "" ? null : new Set(input.split(","));
}
