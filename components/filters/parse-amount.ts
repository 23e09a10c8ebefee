/** What was typed as a number: nothing typed is neither a value nor an issue. */
export interface ReadAmount {
  value: number | null;
  /** Why it is not understood, and how to write it. */
  issue: string | null;
}

const NOTHING: ReadAmount = { value: null, issue: null };
const refuse = (issue: string): ReadAmount => ({ value: null, issue });

const SPACES = /[\s\u00a0\u202f]/g;
const APOSTROPHES = /[’ʼ]/g;

/** Groups of three with one mark between, then decimals after another: `1,234.50`, `1.234,50`, `1 234,50`, `1'234.50`. */
const GROUPED = /^[1-9]\d{0,2}([,.' ])\d{3}(?:\1\d{3})*(?:(?!\1)[.,](\d*))?$/;
const PLAIN = /^(\d*)(?:[.,](\d*))?$/;

/** `1,234` is a thousand to some and little more than one to others. */
function isAmbiguous(digits: string): boolean {
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits);
}

function toNumber(digits: string): number | null {
  const understood = GROUPED.exec(digits) ?? PLAIN.exec(digits);
  if (understood === null || !/\d/.test(digits)) return null;
  const decimals = understood[2] ?? "";
  const whole = digits.slice(0, digits.length - decimals.length).replace(/\D/g, "");
  return Number(`${whole}.${decimals}`);
}

function readNumber(text: string, sign: RegExp): ReadAmount {
  const digits = text.replace(SPACES, " ").replace(APOSTROPHES, "'").replace(sign, "").trim();
  const unsigned = digits.replace(/^[+\-\u2212]\s*/, "");
  if (unsigned === "") return digits === "" && text.trim() === "" ? NOTHING : refuse(UNREADABLE);
  if (isAmbiguous(unsigned)) return refuse(toAmbiguousWords(unsigned));
  const value = toNumber(unsigned);
  if (value === null) return refuse(UNREADABLE);
  return { value: /^[-\u2212]/.test(digits) ? -value : value, issue: null };
}

const UNREADABLE = "This is not a number. Write it like 1234.50.";

function toAmbiguousWords(digits: string): string {
  const [whole = "", rest = ""] = digits.split(/[.,]/);
  return `Write ${whole}${rest} for thousands, or ${whole}.${rest}0 for decimals.`;
}

/** An amount in USD; marks that mean one thing here and another there are refused, never guessed. */
export function readUsd(text: string): ReadAmount {
  const read = readNumber(text, /\$|\busd\b/i);
  if (read.value === null) return read;
  if (read.value < 0) return refuse("The amount must not be below zero.");
  if (read.value > 1e9) return refuse("The amount must be at most one billion.");
  const isFiner = Math.abs(read.value - Number(read.value.toFixed(6))) > 1e-12 * (1 + read.value);
  return isFiner ? refuse("The amount may have six decimals at most.") : read;
}

/** A percentage, with or without its sign. */
export function readPercent(text: string): ReadAmount {
  return readNumber(text, /%/);
}

/** Percentages in one line, `50, 80 100%`; one that is not understood refuses them all. */
export function readPercents(text: string): { percents: number[]; issue: string | null } {
  const issue = "Write the percentages with spaces between, like 80 100.";
  const parts = text.split(/[,;]?\s+|;|,$/).filter((part) => part !== "" && part !== "%");
  const percents = parts.map((part) => (/^\d+(\.\d+)?%?$/.test(part) ? parseFloat(part) : 0));
  if (percents.some((percent) => percent <= 0)) return { percents: [], issue };
  return { percents: [...new Set(percents)].sort((a, b) => a - b), issue: null };
}

/** How an amount stands in a field, so that it is read as the same amount. */
export function toAmountText(amount: number | null | undefined): string {
  if (amount === null || amount === undefined) return "";
  const text = String(amount);
  if (text.includes("e")) return amount.toFixed(6);
  return isAmbiguous(text) ? `${text}0` : text;
}
