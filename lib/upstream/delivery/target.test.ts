import { describe, expect, it } from "vitest";
import { isPrivateAddress, resolveTarget } from "./target";

describe("webhook addresses", () => {
  it.each([
    "http://127.0.0.1/x",
    "http://10.1.2.3/",
    "http://[::1]/",
    "http://[::ffff:192.168.1.1]/",
    "http://[::127.0.0.1]/",
    "http://169.254.169.254/latest/meta-data",
    "http://localhost:9/",
    "http://0x7f000001/",
  ])("%s is private and refused for good", async (url) => {
    await expect(resolveTarget(url, { allowsPrivate: false })).rejects.toMatchObject({
      isPermanent: true,
      message: expect.stringContaining("private network"),
    });
    await expect(resolveTarget(url, { allowsPrivate: true })).resolves.toMatchObject({});
  });

  it.each(["ftp://example.com/", "http://user:pass@example.com/", "example"])(
    "%s is none",
    async (url) => {
      await expect(resolveTarget(url, { allowsPrivate: true })).rejects.toMatchObject({
        isPermanent: true,
      });
    },
  );

  // A first and a last address of each range of IANA's special-purpose registries, and ways to wrap 127.0.0.1.
  it.each([
    ...["0.0.0.0", "0.255.255.255", "100.64.0.1", "100.127.255.255", "172.31.255.255", "192.0.0.8"],
    ...[
      "192.0.2.1",
      "192.0.2.255",
      "192.88.99.1",
      "198.19.255.255",
      "198.51.100.1",
      "203.0.113.255",
    ],
    ...["224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:7f00:1"],
    ...["64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "100::1", "100:0:0:1::1", "2001::1", "2001:1::1"],
    ...["2001:2::1", "2001:10::1", "2001:20::1", "2001:30::1", "2001:1ff:ffff::1", "2001:db8::1"],
    ...[
      "2002:7f00:1::1",
      "2002:ffff::1",
      "3fff::1",
      "3fff:fff::1",
      "5f00::1",
      "fc00::1",
      "fdff::1",
    ],
    ...["fe80::1", "fe80::1%eth0", "febf::1", "fec0::1", "feff::1", "ff02::1", "nonsense", ""],
  ])("%s is not reached", (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each([
    ...["1.1.1.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "192.0.1.1", "192.0.3.1"],
    ...["198.17.255.255", "198.20.0.1", "223.255.255.255", "2001:200::1", "2606:4700::1111"],
    ...["2a00:1450:4001::1", "3ffe::1", "2003::1"],
  ])("%s is", (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });
});
