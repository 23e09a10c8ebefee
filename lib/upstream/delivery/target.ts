import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { toNetworks } from "@/lib/client-address";
import { DeliveryError } from "./errors";

/** A URL with the address that was checked: the connection goes there and nowhere else. */
export interface PinnedTarget {
  url: URL;
  address: string;
  family: 4 | 6;
}

/** What IANA's registry of special-purpose IPv4 addresses does not call globally reachable. */
const RESERVED_V4 = [
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24",
  "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4",
];
/** In IPv6 only this network is given out; what wraps an IPv4 address lies outside of it, but for Teredo and 6to4. */
const GIVEN_OUT_V6 = ["2000::/3"];
const RESERVED_V6 = ["2001::/23 2001:db8::/32 2002::/16 3fff::/20"];

const toList = (lines: readonly string[]) => toNetworks(lines.flatMap((line) => line.split(" ")));
const reservedV4 = toList(RESERVED_V4);
const givenOutV6 = toList(GIVEN_OUT_V6);
const reservedV6 = toList(RESERVED_V6);

/** True for loopback, link-local, private, shared and reserved networks; also where IPv6 wraps such a one. */
export function isPrivateAddress(address: string): boolean {
  if (isIP(address) === 4) return reservedV4.check(address, "ipv4");
  if (isIP(address) !== 6) return true;
  return !givenOutV6.check(address, "ipv6") || reservedV6.check(address, "ipv6");
}

function parseTarget(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new DeliveryError("The address must be http(s), without a user name.", true);
  }
  return url;
}

/**
 * Resolves a webhook's host once, checks every address that it has, and pins the first.
 * @throws {DeliveryError} permanent where any of them is private and private ones are not allowed
 */
export async function resolveTarget(
  text: string,
  options: { allowsPrivate: boolean },
): Promise<PinnedTarget> {
  const url = parseTarget(text);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  let found: { address: string; family: number }[];
  try {
    found = await lookup(host, { all: true, verbatim: true });
  } catch {
    throw new DeliveryError(`The host ${host} is not known.`);
  }
  const [first] = found;
  if (first === undefined) throw new DeliveryError(`The host ${host} has no address.`);
  if (!options.allowsPrivate && found.some(({ address }) => isPrivateAddress(address))) {
    throw new DeliveryError(
      `${host} is an address of a private network. Set ALERT_PRIVATE_TARGETS=allow to permit that.`,
      true,
    );
  }
  return { url, address: first.address, family: first.family === 6 ? 6 : 4 };
}
