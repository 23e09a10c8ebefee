"use client";

import { useRef, type ReactNode } from "react";
import { QueryPanel } from "@/components/feedback/query-panel";
import { cn } from "@/components/ui/cn";
import type { ApiAnswer } from "@/lib/http/api-client";
import { ChartActions } from "./chart-actions";
import { PlotSkeleton } from "./plot-skeleton";
import { PlotTable } from "./plots";
import type { ReadResult } from "@/lib/query/use-read";

/** On a phone the heading takes its own line above the controls. */
const STACKED_HEADER = "max-sm:[&>[data-slot=card-header]>div:first-child]:basis-full";

interface ChartFrameProps<T> {
  /** States what the chart shows. */
  title: string;
  /** In which unit. */
  unit: string;
  query: ReadResult<T>;
  /** Where the same figures are as CSV. */
  csvHref: string;
  /** Names the downloaded picture. */
  fileName: string;
  isTable: boolean;
  onTableChange: (isTable: boolean) => void;
  isEmpty: (data: T) => boolean;
  emptyTitle?: string;
  emptyHint?: ReactNode;
  emptyAction?: ReactNode;
  /** Pixels of the plot with its legend. */
  height: number;
  /** Controls of this chart alone, left of the common ones. */
  controls?: ReactNode;
  /** One sentence for those who do not see the picture. */
  describe: (data: T) => string;
  renderPlot: (data: T, answer: ApiAnswer<T>) => ReactNode;
  renderTable: (data: T, answer: ApiAnswer<T>) => ReactNode;
  className?: string;
}

/** What every chart has: a heading with its unit, all states, "as table", "copy as PNG" and CSV. */
export function ChartFrame<T>(props: ChartFrameProps<T>) {
  const figure = useRef<HTMLElement>(null);
  const hasFigures = props.query.data !== undefined && !props.isEmpty(props.query.data.data);
  return (
    <QueryPanel
      title={props.title}
      unit={props.unit}
      query={props.query}
      skeleton={<PlotSkeleton height={props.height} />}
      isEmpty={props.isEmpty}
      emptyTitle={props.emptyTitle}
      emptyHint={props.emptyHint}
      emptyAction={props.emptyAction}
      className={cn(STACKED_HEADER, props.className)}
      actions={
        <>
          {props.controls}
          <ChartActions
            title={props.title}
            fileName={props.fileName}
            csvHref={props.csvHref}
            isTable={props.isTable}
            onTableChange={props.onTableChange}
            isDisabled={!hasFigures}
            figure={figure}
          />
        </>
      }
    >
      {(data, answer) => (
        <figure ref={figure} className="min-w-0 bg-card">
          <figcaption className="sr-only">{props.describe(data)}</figcaption>
          {props.isTable ? (
            props.renderTable(data, answer)
          ) : (
            <PlotTable value={props.renderTable(data, answer)}>
              {props.renderPlot(data, answer)}
            </PlotTable>
          )}
        </figure>
      )}
    </QueryPanel>
  );
}
