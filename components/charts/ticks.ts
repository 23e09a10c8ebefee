const STEPS = [1, 2, 2.5, 5, 10] as const;

/**
 * Zero-based axis ticks at round steps that reach `max`.
 * `smallestStep` keeps counts whole (1) and money off fractions of a cent (0.01).
 */
export function toTicks(max: number, wanted = 4, smallestStep = 0): number[] {
  if (!(max > 0)) return [0, smallestStep > 0 ? smallestStep : 1];
  const raw = max / wanted;
  const magnitude = 10 ** Math.floor(Math.log10(raw));
  const factor = STEPS.find((step) => step * magnitude >= raw * (1 - 1e-9)) ?? 10;
  const step = Math.max(factor * magnitude, smallestStep);
  const count = Math.ceil(max / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
