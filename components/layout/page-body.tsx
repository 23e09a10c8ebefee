import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** The content's width and gutters. */
export function PageBody({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={cn("mx-auto grid w-full max-w-[1400px] gap-4 p-4 md:p-6", className)}>
      {children}
    </div>
  );
}
