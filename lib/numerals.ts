// A browser's first Intl formatter reads its whole locale data, 20 to 200 ms before the figures stand; one
// fixed notation does not need it. numerals.test.ts holds these to what Intl writes.

/** Moves the decimal point in the figure's digits, without a multiplication's error. */
function shiftPoint(value: number, places: number): number {
  const [digits = "0", exponent = "0"] = String(value).split("e");
  return Number(`${digits}e${Number(exponent) + places}`);
}

/** Rounds half up by the digits as they are written: 1.005 is 1.01, which `toFixed` alone makes 1.00. */
function roundTo(value: number, places: number): number {
  return shiftPoint(Math.round(shiftPoint(value, places)), -places);
}

function groupThousands(text: string): string {
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

/** `0.1564`, `12.30`, `12,350`: so many significant digits of a figure over 0 and to 1e15. */
export function toSignificantText(value: number, digits: number): string {
  const [, exponent = "0"] = value.toExponential(digits - 1).split("e");
  const decimals = digits - 1 - Number(exponent);
  if (decimals >= 0) return groupThousands(roundTo(value, decimals).toFixed(decimals));
  const unit = 10 ** -decimals;
  return groupThousands((Math.round(value / unit) * unit).toFixed(0));
}
