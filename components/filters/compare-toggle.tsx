"use client";

import { GitCompareArrows } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { CompareMode } from "./usage-url-state";

interface CompareToggleProps {
  compare: CompareMode;
  onChange: (compare: CompareMode) => void;
}

/** Compares every figure with the period of the same length before. */
export function CompareToggle({ compare, onChange }: CompareToggleProps) {
  const isOn = compare === "previous";
  return (
    <Button
      variant="outline"
      aria-pressed={isOn}
      title="Compare with the previous period (X)"
      className="text-muted-foreground! aria-pressed:border-brand/30! aria-pressed:bg-brand-soft aria-pressed:text-brand!"
      onClick={() => onChange(isOn ? "none" : "previous")}
    >
      <GitCompareArrows aria-hidden />
      vs previous
    </Button>
  );
}
