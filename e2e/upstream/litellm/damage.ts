/** Changes to a good answer, applied to its parsed JSON. */

type JsonMap = Record<string, unknown>;

function isMap(value: unknown): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapLeaves(
  value: unknown,
  change: (leaf: unknown, name: string) => unknown,
  name = "",
): unknown {
  if (Array.isArray(value)) return value.map((item) => mapLeaves(item, change, name));
  if (!isMap(value)) return change(value, name);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapLeaves(item, change, key)]),
  );
}

export function withNumbersAsStrings(body: unknown): unknown {
  return mapLeaves(body, (leaf) => (typeof leaf === "number" ? String(leaf) : leaf));
}

/** Lists become maps and numbers become words, so that no honest schema accepts the answer. */
export function withWrongTypes(body: unknown): unknown {
  if (Array.isArray(body)) return { items: body.map(withWrongTypes) };
  if (typeof body === "number") return "a number";
  if (typeof body === "string") return { text: body };
  if (!isMap(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, withWrongTypes(value)]),
  );
}

/** Every third spend is negative, the next one NaN as a string, the next one enormous. */
export function withAbsurdNumbers(body: unknown): unknown {
  const oddities: readonly unknown[] = [-12.5, "NaN", 1e15];
  let seen = 0;
  return mapLeaves(body, (leaf, name) => {
    if (typeof leaf !== "number" || !/spend|tokens|requests/.test(name)) return leaf;
    seen += 1;
    return seen % 5 === 0 ? oddities[(seen / 5) % oddities.length] : leaf;
  });
}

/** The lists of `content` with the page numbers of `envelope`. */
export function withContentOf(envelope: unknown, content: unknown): unknown {
  if (!isMap(envelope) || !isMap(content)) return envelope;
  const lists = ["results", "keys", "teams"].filter((name) => Array.isArray(content[name]));
  return { ...envelope, ...Object.fromEntries(lists.map((name) => [name, content[name]])) };
}
