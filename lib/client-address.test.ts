import { describe, expect, it } from "vitest";
import { findClientAddress, isNetwork, readClientAddress, toNetworks } from "./client-address";

describe("who sent a request", () => {
  const none = toNetworks([]);
  const proxies = toNetworks(["10.0.0.0/8", "fd00::1"]);

  it.each([
    ["nobody is believed without a setting", "203.0.113.9", "1.2.3.4", none, "203.0.113.9"],
    ["a stranger's word is not taken", "203.0.113.9", "1.2.3.4, 10.0.0.2", proxies, "203.0.113.9"],
    ["a proxy's word is", "10.0.0.2", "203.0.113.9", proxies, "203.0.113.9"],
    [
      "of a proxy before it too",
      "fd00::1",
      "1.2.3.4, 203.0.113.9, 10.9.9.9",
      proxies,
      "203.0.113.9",
    ],
    [
      "as a server on both families writes it",
      "::ffff:10.0.0.2",
      "::ffff:1.2.3.4",
      proxies,
      "1.2.3.4",
    ],
    ["with a port", "10.0.0.2", "[2001:db8::7]:443", proxies, "2001:db8::7"],
    ["a proxy that calls itself", "10.0.0.2", undefined, proxies, "10.0.0.2"],
    ["what is no address is nobody's proxy", "10.0.0.2", "unknown", proxies, "unknown"],
  ])("%s", (_name, remote, forwarded, trusted, wanted) => {
    expect(findClientAddress(remote, forwarded, trusted)).toBe(wanted);
  });
});

it("counts a network of IPv6 as one", () => {
  const read = (address: string) => readClientAddress(new Headers({ "x-forwarded-for": address }));
  expect(read("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(read("2001:0db8::6")).toBe("2001:db8:0:0::/64");
  expect(read("::1")).toBe("0:0:0:0::/64");
  expect(read("203.0.113.9")).toBe("203.0.113.9");
  expect(readClientAddress(new Headers())).toBe("");
});

it("knows addresses and networks from what is neither", () => {
  expect(["10.0.0.7", "10.1.0.0/16", "fd00::/8", "::1/128"].filter(isNetwork)).toHaveLength(4);
  const wrong = ["10.0.0", "10.0.0.0/33", "fd00::/129", "proxy", "10.0.0.0/8/1", "10.0.0.0/", ""];
  expect(wrong.filter(isNetwork)).toEqual([]);
});
