import { cn } from "@/components/ui/cn";

const WIDTH = 100;
const HEIGHT = 24;
const INSET = 2;

/** One SVG path a stretch without a gap; a lone point becomes a short dash. Zero is the floor. */
export function toSparklinePath(values: readonly (number | null)[]): string {
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  const step = values.length > 1 ? (WIDTH - INSET * 2) / (values.length - 1) : 0;
  const toY = (value: number) =>
    highest === 0 ? HEIGHT - INSET : HEIGHT - INSET - (value / highest) * (HEIGHT - INSET * 2);
  return values
    .map((value, index) => {
      if (value === null) return "";
      const x = (INSET + index * step).toFixed(1);
      const y = toY(value).toFixed(1);
      const isAlone = (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
      if (isAlone) return `M${x} ${y}h1`;
      return `${(values[index - 1] ?? null) === null ? "M" : "L"}${x} ${y}`;
    })
    .join("");
}

interface SparklineProps {
  /** Oldest first; null where nothing was read: a gap. */
  values: readonly (number | null)[];
  /** What a screen reader says instead; left out where the figures stand beside it. */
  label?: string;
  className?: string;
}

/** A word-sized line in the text's colour, zero-based. */
export function Sparkline({ values, label, className }: SparklineProps) {
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={cn("block overflow-visible text-brand", className ?? "h-6 w-24")}
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    >
      <path
        d={toSparklinePath(values)}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.25}
        strokeLinecap="round"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
