import { SkeletonGroup, SkeletonPart } from "@/components/ui/skeleton";

const HEIGHTS = ["45%", "70%", "55%", "85%", "60%", "75%", "40%", "65%", "90%", "50%"] as const;

/** Columns that fill the height of what is coming. */
export function PlotSkeleton({ height }: { height?: number }) {
  return (
    <SkeletonGroup className="flex h-full items-end gap-[3%] pt-2 pb-7 pl-10" style={{ height }}>
      {HEIGHTS.map((one, index) => (
        <SkeletonPart
          key={index}
          className="flex-1 rounded-t-sm! rounded-b-none!"
          style={{ height: one }}
        />
      ))}
    </SkeletonGroup>
  );
}
