"use client";

import { ChartColumn, Check, Image as ImageIcon, Table2 } from "lucide-react";
import { useState, type RefObject } from "react";
import { Button } from "@/components/ui/button";
import { copyAsPng, PNG_OMIT_ATTRIBUTE } from "./copy-as-png";
import { CsvIconLink } from "./csv-icon-link";

interface ChartActionsProps {
  title: string;
  fileName: string;
  csvHref: string;
  isTable: boolean;
  onTableChange: (isTable: boolean) => void;
  isDisabled: boolean;
  figure: RefObject<HTMLElement | null>;
}

type CopyState = "idle" | "busy" | "copied" | "downloaded" | "failed";

const COPY_WORDS: Record<CopyState, string> = {
  idle: "",
  busy: "",
  copied: "Copied as PNG",
  downloaded: "Saved as PNG",
  failed: "The picture could not be drawn",
};

/** "As table", "copy as PNG" and "CSV" of one chart. */
export function ChartActions(props: ChartActionsProps) {
  const [copy, setCopy] = useState<CopyState>("idle");
  const TableIcon = props.isTable ? ChartColumn : Table2;
  const tableLabel = props.isTable ? "Show as chart" : "Show as table";

  async function copyPicture() {
    // The whole card: a picture without its heading says nothing elsewhere.
    const card = props.figure.current?.closest("section");
    if (!card) return;
    setCopy("busy");
    try {
      setCopy(await copyAsPng(card, `${props.fileName}.png`));
    } catch {
      setCopy("failed");
    }
    setTimeout(() => setCopy("idle"), 2_500);
  }

  return (
    <div className="flex items-center" {...{ [PNG_OMIT_ATTRIBUTE]: "" }}>
      <span role="status" className="mr-1 text-xs text-muted-foreground">
        {COPY_WORDS[copy]}
      </span>
      <Button
        variant="quiet"
        size="icon-sm"
        aria-pressed={props.isTable}
        aria-label={`${props.title}: show as table`}
        title={tableLabel}
        disabled={props.isDisabled}
        onClick={() => props.onTableChange(!props.isTable)}
      >
        <TableIcon aria-hidden />
      </Button>
      <Button
        variant="quiet"
        size="icon-sm"
        aria-label={`${props.title}: copy as PNG`}
        title="Copy as PNG"
        disabled={props.isDisabled || copy === "busy"}
        onClick={() => void copyPicture()}
      >
        {copy === "copied" || copy === "downloaded" ? (
          <Check aria-hidden />
        ) : (
          <ImageIcon aria-hidden />
        )}
      </Button>
      <CsvIconLink title={props.title} href={props.csvHref} />
    </div>
  );
}
