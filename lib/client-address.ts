import { BlockList, isIP } from "node:net";

/** True for an address or a network: 10.0.0.7, 10.1.0.0/16, fd00::/8. */
export function isNetwork(text: string): boolean {
  const [address = "", prefix = "0", ...rest] = text.split("/");
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return rest.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits;
}

export function toNetworks(words: readonly string[]): BlockList {
  const networks = new BlockList();
  for (const word of words) {
    const [address = "", prefix] = word.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (prefix === undefined) networks.addAddress(address, family);
    else networks.addSubnet(address, Number(prefix), family);
  }
  return networks;
}

/** A server on both families writes IPv4 as ::ffff:10.0.0.7, some proxies add a port. */
function toBareAddress(text: string): string {
  const bare = text.trim().replace(/^::ffff:(?=\d+\.)/i, "");
  return /^\[(.+)\](?::\d+)?$/.exec(bare)?.[1] ?? bare.replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1");
}

function has(networks: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && networks.check(address, family === 4 ? "ipv4" : "ipv6");
}

/**
 * Who sent a request: the nearest address that no trusted proxy has. What stands left of it in
 * X-Forwarded-For may have been made up.
 */
export function findClientAddress(
  remote: string,
  forwardedFor: string | undefined,
  trusted: BlockList,
): string {
  const hops = [...(forwardedFor ?? "").split(","), remote].map(toBareAddress).filter(Boolean);
  return hops.findLast((hop) => !has(trusted, hop)) ?? hops[0] ?? "";
}

/** The address that lib/http/believe-proxies.ts left; "" outside of the web server. */
export function readClientAddress(headers: Headers): string {
  return toCountedAddress(headers.get("x-forwarded-for") ?? "");
}

/** Whoever has one address of IPv6 has all of its network. */
function toCountedAddress(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":").filter(Boolean);
  const rest = tail === undefined ? [] : tail.split(":").filter(Boolean);
  const filling = Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill("0");
  const network = [...groups, ...filling, ...rest].slice(0, 4).map((group) => parseInt(group, 16));
  return `${network.map((group) => group.toString(16)).join(":")}::/64`;
}
