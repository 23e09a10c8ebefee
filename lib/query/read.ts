import { keepPreviousData, queryOptions, skipToken, type QueryKey } from "@tanstack/react-query";
import { getJson } from "@/lib/http/api-client";

type ParamName<Path extends string> = Path extends `${string}[${infer Name}]${infer Rest}`
  ? Name | ParamName<Rest>
  : never;

/** The dynamic segments of an address, all of them text. */
export type PathParams<Path extends string> = Record<ParamName<Path>, string>;

type Value = string | number | boolean | readonly (string | number)[] | null | undefined;

/** For a question that its address says whole. */
export type NoInput = Readonly<Record<string, undefined>>;

/** What is asked: the address' segments and its search parameters by name; what is empty is left out. */
export type Question = Readonly<Record<string, Value>>;

function listParamNames(path: string): string[] {
  return [...path.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => name);
}

function toAddress(path: string, input: Question): string {
  const names = new Set(listParamNames(path));
  const pathname = path.replace(/\[(\w+)\]/g, (_, name: string) =>
    encodeURIComponent(String(input[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) {
    if (names.has(name)) continue;
    for (const one of Array.isArray(value) ? (value as readonly (string | number)[]) : [value]) {
      if (one !== null && one !== undefined && one !== "") search.append(name, String(one));
    }
  }
  search.sort();
  return search.size > 0 ? `${pathname}?${search.toString()}` : pathname;
}

/** `/api/portal/usage/acme/payroll?a=1` is kept under `usage, acme, payroll, a=1`: a prefix names a family. */
function toKey(address: string): QueryKey {
  const [pathname = "", search] = address.replace(/^\/api\/portal\//, "").split("?");
  const segments = pathname.split("/").map(decodeURIComponent);
  return search === undefined ? segments : [...segments, search];
}

interface ReadSettings {
  /** How often an open page asks again; not at all where nothing is said. */
  pollMs?: number;
}

/**
 * A question that the portal answers by GET: the one place for its address, its key and the type of its answer.
 * A page's server reads it by `serveRead`, the browser by `options`, and both under the same key.
 */
export function defineRead<Input extends Question, Data>() {
  return <const Path extends string>(path: Path, settings: ReadSettings = {}) =>
    createRead<Path, Input, Data>(path, settings);
}

function createRead<Path extends string, Input extends Question, Data>(
  path: Path,
  { pollMs }: ReadSettings,
) {
  const toPath = (input: Input) => toAddress(path, input);
  return {
    path,
    toPath,
    /** Where the same figures are as CSV. */
    toCsvPath: (input: Input) => toAddress(path, { ...input, format: "csv" }),
    toParams: (input: Input) =>
      Object.fromEntries(
        listParamNames(path).map((name) => [name, String(input[name])]),
      ) as PathParams<Path>,
    toKey: (input: Input) => toKey(toPath(input)),
    /** @param input null asks nothing */
    options: (input: Input | null) =>
      queryOptions({
        queryKey: input === null ? [path] : toKey(toPath(input)),
        queryFn: input === null ? skipToken : ({ signal }) => getJson<Data>(toPath(input), signal),
        placeholderData: keepPreviousData,
        ...(pollMs === undefined ? {} : { refetchInterval: pollMs }),
      }),
  };
}

export type Read<Path extends string, Input extends Question, Data> = ReturnType<
  typeof createRead<Path, Input, Data>
>;
