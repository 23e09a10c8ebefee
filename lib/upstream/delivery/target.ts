import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { DeliveryError } from "./errors";

/** A URL with the address that was checked: the connection goes there and nowhere else. */
export interface PinnedTarget {
  url: URL;
  address: string;
  family: 4 | 6;
}

const PRIVATE_V4 = [
  ...[["0.0.0.0", 8] as const, ["10.0.0.0", 8] as const, ["100.64.0.0", 10] as const],
  ...[["127.0.0.0", 8] as const, ["169.254.0.0", 16] as const, ["172.16.0.0", 12] as const],
  ...[["192.0.0.0", 24] as const, ["192.168.0.0", 16] as const, ["198.18.0.0", 15] as const],
  ...[["224.0.0.0", 4] as const, ["240.0.0.0", 4] as const],
];
const PRIVATE_V6 = [
  ...[["::", 128] as const, ["::1", 128] as const, ["64:ff9b::", 96] as const],
  ...[["fc00::", 7] as const, ["fe80::", 10] as const, ["ff00::", 8] as const],
];

const blocked = new BlockList();
for (const [net, prefix] of PRIVATE_V4) blocked.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of PRIVATE_V6) blocked.addSubnet(net, prefix, "ipv6");

/** True for loopback, link-local, private, shared and reserved networks; also where IPv6 wraps such a one. */
export function isPrivateAddress(address: string): boolean {
  const wrapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (wrapped !== undefined) return isPrivateAddress(wrapped);
  const family = isIP(address);
  if (family === 0) return true;
  return blocked.check(address, family === 4 ? "ipv4" : "ipv6");
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
