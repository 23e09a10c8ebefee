"use client";

import { useEffect, useRef } from "react";
import { lazyInBrowser } from "@/components/ui/lazy-in-browser";
import { findDialogOpener, setFrameDialog, useFrameDialog } from "./frame-state";
import { useShortcuts } from "./use-shortcuts";

const CommandPalette = lazyInBrowser(() =>
  import("./command-palette").then((module) => module.CommandPalette),
);
const ShortcutsDialog = lazyInBrowser(() =>
  import("./shortcuts-dialog").then((module) => module.ShortcutsDialog),
);

interface FrameDialogsProps {
  isAdmin: boolean;
  /** Called once keys are listened to here. */
  onListening: () => void;
}

/** Listens for the frame's keys and loads its dialogs when they are first asked for. */
export function FrameDialogs({ isAdmin, onListening }: FrameDialogsProps) {
  const dialog = useFrameDialog();
  useShortcuts();
  useEffect(onListening, [onListening]);
  useFocusReturn(dialog !== null);
  const close = () => setFrameDialog(null);
  return (
    <>
      {dialog === "palette" && <CommandPalette isAdmin={isAdmin} onClose={close} fallback={null} />}
      {dialog === "shortcuts" && <ShortcutsDialog onClose={close} fallback={null} />}
    </>
  );
}

/** These dialogs have no trigger that could take the focus back: it returns to where it was. */
function useFocusReturn(isOpen: boolean): void {
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) findDialogOpener()?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
}
