import { SkeletonGroup, SkeletonPart } from "@/components/ui/skeleton";

const WIDTHS = ["90%", "62%", "38%", "20%"] as const;

/** Rows that fill the height of what is coming. */
export function RowPlotSkeleton({ height }: { height: number }) {
  return (
    <SkeletonGroup className="flex flex-col justify-evenly pb-6" style={{ height }}>
      {WIDTHS.map((one) => (
        <div key={one} className="flex items-center gap-3">
          <SkeletonPart className="h-3 w-16" />
          <div className="flex-1">
            <SkeletonPart className="h-6" style={{ width: one }} />
          </div>
        </div>
      ))}
    </SkeletonGroup>
  );
}
