import { cn } from "@/components/ui/cn";

const FAST = 1.05;

/** Spending against the time that has passed: 1× ends exactly at the limit. */
export function PaceCell({ pace }: { pace: number | null }) {
  if (pace === null) return <span className="text-muted-foreground">–</span>;
  const isFast = pace > FAST;
  const words = isFast ? "faster than the period allows" : "within what the period allows";
  return (
    <span className={cn(isFast && "font-medium text-warning")} title={words}>
      {pace.toFixed(pace < 10 ? 2 : 0)}×<span className="sr-only"> {words}</span>
    </span>
  );
}
