"use client";

import { RefreshCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { Refresh } from "./use-refresh";

function toWords({ isRunning, progress, secondsLeft, error }: Refresh): string {
  if (isRunning) {
    return progress !== null && progress.total > 0
      ? `${progress.done} of ${progress.total}`
      : "Queued";
  }
  if (error !== null) return "Failed";
  return secondsLeft > 0 ? `${secondsLeft} s` : "";
}

/** Reads from LiteLLM now; shows how far it is and when it may be asked again. */
export function RefreshProgressButton({ refresh }: { refresh: Refresh }) {
  const { isRunning, secondsLeft, error } = refresh;
  const words = toWords(refresh);
  const title = isRunning
    ? "Reading from LiteLLM. You can leave this page meanwhile."
    : secondsLeft > 0
      ? `${error ?? "Just read."} Again in ${secondsLeft} s`
      : (error ?? "Read from LiteLLM now");
  return (
    <Button
      variant="outline"
      aria-label={`Refresh${words && ` ${words}`}. ${title}`}
      aria-disabled={isRunning || secondsLeft > 0}
      title={title}
      className={cn(error !== null && "text-danger!")}
      onClick={refresh.start}
    >
      <RefreshCw aria-hidden className={cn("text-muted-foreground", isRunning && "animate-spin")} />
      <span aria-hidden className="hidden in-data-[slot=sheet-content]:inline">
        Refresh
      </span>
      {words && <span aria-hidden>{words}</span>}
      <span role="status" className="sr-only">
        {isRunning ? `Reading, ${words}` : (error ?? "")}
      </span>
    </Button>
  );
}
