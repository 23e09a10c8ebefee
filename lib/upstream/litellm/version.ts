/** The releases this client was written for. */
export const OLDEST_KNOWN_VERSION = "1.81";
export const NEWEST_KNOWN_VERSION = "1.110";
const LONG_TERM_LINE = "1.108";

const VERSION = /^v?(\d+)\.(\d+)(?:\.(\d+))?/;

function toParts(version: string): readonly number[] | null {
  const match = VERSION.exec(version.trim());
  return match === null ? null : [match[1], match[2], match[3]].map((part) => Number(part ?? 0));
}

/** Compares major, minor and patch; null when one of them is no version. */
function compareVersions(a: string, b: string): number | null {
  const partsA = toParts(a);
  const partsB = toParts(b);
  if (partsA === null || partsB === null) return null;
  for (const [index, part] of partsA.entries()) {
    const difference = part - (partsB[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** False for an unreadable version. */
export function isAtLeast(version: string, wanted: string): boolean {
  return (compareVersions(version, wanted) ?? -1) >= 0;
}

/** Null when it cannot be told. */
export function isNewerThanKnown(version: string): boolean | null {
  const parts = toParts(version);
  return parts === null ? null : isAtLeast(version, "1.111");
}

export interface KnownProblem {
  isSevere: boolean;
  says: string;
  todo: string;
}

/** Releases that nobody should run, or that change what the portal shows. */
export function findKnownProblem(version: string): KnownProblem | null {
  const isWithin = (first: string, last: string): boolean =>
    isAtLeast(version, first) && isAtLeast(last, version);
  if (isWithin("1.82.7", "1.82.8")) {
    return {
      isSevere: true,
      says: `LiteLLM ${version} was published with malicious code.`,
      todo: "Take it offline, replace every key and secret it could read, and install a later release.",
    };
  }
  if (isWithin("1.84.0", "1.84.3")) {
    return {
      isSevere: false,
      says: `LiteLLM ${version} does not reset budgets when their period ends.`,
      todo: "Update to 1.84.4 or later.",
    };
  }
  if (!isAtLeast(version, OLDEST_KNOWN_VERSION)) {
    return {
      isSevere: false,
      says: `LiteLLM ${version} is older than ${OLDEST_KNOWN_VERSION}, the first release Tokenroll was written for.`,
      todo: `Update LiteLLM; ${LONG_TERM_LINE} is its long-term line.`,
    };
  }
  return null;
}
