// A browser's first Intl formatter reads its whole locale data, 20 to 200 ms before the figures stand; one
// fixed notation does not need it. numerals.test.ts holds these to what Intl writes.

/** Moves the decimal point in the figure's digits, without a multiplication's error. */
function shiftPoint(value: number, places: number): number {
  const [digits = "0", exponent = "0"] = String(value).split("e");
  return Number(`${digits}e${Number(exponent) + places}`);
}

/** Rounds half up by the digits as they are written: 1.005 is 1.01, which `toFixed` alone makes 1.00. */
export function roundTo(value: number, places: number): number {
  return shiftPoint(Math.round(shiftPoint(value, places)), -places);
}

/** `48120.5` as `48,120.5`. */
export function groupThousands(text: string): string {
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `48,120.50`: at least `minimum` and at most `maximum` decimals of a figure from 0 to 1e15. */
export function toDecimalText(value: number, minimum: number, maximum: number): string {
  let text = roundTo(value, maximum).toFixed(maximum);
  for (let left = maximum; left > minimum && text.endsWith("0"); left -= 1)
    text = text.slice(0, -1);
  return groupThousands(text.replace(/\.$/, ""));
}
