import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { cn } from "@/components/ui/cn";

/** From what everybody does with AI to what it costs oneself, and to the own budget. */
export function MySpendingLink({ className }: { className?: string }) {
  return (
    <Link
      href="/profile"
      className={cn(
        "inline-flex items-center gap-1 rounded-sm py-1 text-sm text-muted-foreground hover:text-foreground hover:underline",
        className,
      )}
    >
      My spending
      <ArrowRight aria-hidden className="size-3.5" />
    </Link>
  );
}
