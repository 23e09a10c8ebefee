import { describe, expect, it } from "vitest";
import { placeTooltip } from "./place-tooltip";

const screen = { width: 360, height: 780 };
const tip = { width: 200, height: 40 };

describe("placeTooltip", () => {
  it("stands centred above its trigger", () => {
    const trigger = { left: 150, top: 300, width: 60, height: 20 };
    expect(placeTooltip(trigger, tip, screen)).toEqual({ left: 80, top: 254 });
  });

  it("moves below where there is no room above", () => {
    const trigger = { left: 150, top: 10, width: 60, height: 20 };
    expect(placeTooltip(trigger, tip, screen).top).toBe(36);
  });

  it("keeps off both edges of the screen", () => {
    const atLeft = placeTooltip({ left: 0, top: 300, width: 20, height: 20 }, tip, screen);
    const atRight = placeTooltip({ left: 340, top: 300, width: 20, height: 20 }, tip, screen);
    expect([atLeft.left, atRight.left]).toEqual([8, 152]);
  });

  it("starts at the edge when it is wider than the screen", () => {
    const trigger = { left: 10, top: 300, width: 20, height: 20 };
    expect(placeTooltip(trigger, { width: 500, height: 40 }, screen).left).toBe(8);
  });
});
