/** Beyond this many days a bar stands for seven of them. */
const MAX_DAILY_BARS = 130;

/** How many days one bar of a range of this length stands for. */
export function toStepDays(dayCount: number): 1 | 7 {
  return dayCount > MAX_DAILY_BARS ? 7 : 1;
}
