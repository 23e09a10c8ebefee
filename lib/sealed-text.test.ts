import { describe, expect, it, vi } from "vitest";
import * as env from "./env";
import { isSealed, openSealedText, SealedTextError, sealText } from "./sealed-text";

const PLACE = "alert_channel 1 secret";

describe("sealed text", () => {
  it("opens where it was sealed for, and is another text each time", () => {
    const once = sealText("https://hooks.example.com/ä", PLACE);
    const again = sealText("https://hooks.example.com/ä", PLACE);
    expect(isSealed(once)).toBe(true);
    expect(once).not.toBe(again);
    expect(once).not.toContain("hooks");
    expect([once, again].map((text) => openSealedText(text, PLACE))).toEqual([
      "https://hooks.example.com/ä",
      "https://hooks.example.com/ä",
    ]);
    expect(openSealedText(sealText("", PLACE), PLACE)).toBe("");
  });

  it("does not open in another place", () => {
    const sealed = sealText("secret", PLACE);
    expect(() => openSealedText(sealed, "alert_channel 2 secret")).toThrow(SealedTextError);
  });

  it("does not open once any byte was changed, or some are missing", () => {
    const sealed = sealText("secret", PLACE);
    const bytes = [...Buffer.from(sealed.slice("sealed:v1:".length), "base64url")];
    for (const index of bytes.keys()) {
      const tampered = bytes.map((byte, place) => (place === index ? byte ^ 1 : byte));
      const text = `sealed:v1:${Buffer.from(tampered).toString("base64url")}`;
      expect(() => openSealedText(text, PLACE), `byte ${index}`).toThrow(SealedTextError);
    }
    for (const text of ["plain", "sealed:v1:", sealed.slice(0, -4)]) {
      expect(() => openSealedText(text, PLACE), text).toThrow(SealedTextError);
    }
  });

  it("says which setting is another one", () => {
    const sealed = sealText("secret", PLACE);
    vi.spyOn(env, "getAuthSecret").mockReturnValue("another secret of at least 32 letters");
    expect(() => openSealedText(sealed, PLACE)).toThrow(/AUTH_SECRET/);
  });
});
