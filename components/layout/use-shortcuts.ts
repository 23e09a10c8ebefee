"use client";

import { usePathname } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import { useUsageUrlState } from "@/components/filters/usage-url-state";
import { setFrameDialog } from "./frame-state";
import { areLetterKeysOn } from "./letter-keys";
import { findShortcut } from "./shortcuts";

const TYPING = "input, textarea, select, [contenteditable='true'], [role='dialog'], [role='menu']";

/** True where a key belongs to something else: a field, an open menu or dialog, a composite control. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.altKey) return true;
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest(TYPING)) return true;
  // Arrows move inside tables, charts, tabs and menus; they are ours only where nothing has the focus.
  return event.key.startsWith("Arrow") && target !== document.body && target.id !== "content";
}

function isPaletteKey(event: KeyboardEvent): boolean {
  const isCommand = event.ctrlKey || event.metaKey;
  return isCommand && !event.shiftKey && event.key.toLowerCase() === "k";
}

/** The keys of the frame. None acts while typing, with a modifier (but Ctrl/⌘ K), or when switched off. */
export function useShortcuts(): void {
  const url = useUsageUrlState();
  const pathname = usePathname();
  const hasRange = pathname.startsWith("/usage");

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (isPaletteKey(event)) {
      event.preventDefault();
      setFrameDialog("palette");
      return;
    }
    if (event.ctrlKey || event.metaKey || isTaken(event) || !areLetterKeysOn()) return;
    const action = findShortcut(event.key, url.range, url.today);
    if (action === null) return;
    if (!hasRange && (action.kind === "range" || action.kind === "compare")) return;
    event.preventDefault();
    if (action.kind === "range") url.setRange(action.range);
    else if (action.kind === "compare")
      url.setCompare(url.compare === "previous" ? "none" : "previous");
    else if (action.kind === "help") setFrameDialog("shortcuts");
    else focusSearch();
  });

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

function focusSearch(): void {
  const search = document.querySelector("main input[type='search']");
  if (search instanceof HTMLInputElement) search.focus();
  else setFrameDialog("palette");
}
