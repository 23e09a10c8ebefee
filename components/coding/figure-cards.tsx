import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

export interface FigureCard {
  label: string;
  value: string;
  /** The exact figure, for who looks closer. */
  title?: string;
  note?: ReactNode;
}

interface FigureCardsProps {
  label: string;
  /** Null while nothing was read. */
  cards: readonly FigureCard[] | null;
  count: number;
  isReloading: boolean;
}

/** The page's figures, one card each. */
export function FigureCards({ label, cards, count, isReloading }: FigureCardsProps) {
  return (
    <section aria-label={label} aria-busy={isReloading}>
      <h2 className="sr-only">{label}</h2>
      <ul className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
        {cards?.map((card) => (
          <li key={card.label} className="min-w-0">
            <Card className="flex h-full min-h-22 flex-col gap-1 px-3.5 py-3">
              <h3 className="truncate text-xs font-medium text-muted-foreground">{card.label}</h3>
              <p
                className="truncate text-xl font-semibold tracking-tight tabular-nums"
                title={card.title}
              >
                {card.value}
              </p>
              <div className="text-xs text-muted-foreground">{card.note}</div>
            </Card>
          </li>
        ))}
        {cards === null &&
          Array.from({ length: count }, (_, index) => (
            <li key={index}>
              <Skeleton className="h-22 rounded-xl!" />
            </li>
          ))}
      </ul>
    </section>
  );
}
