"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef } from "react";
import { findDialogOpener, setFrameDialog, useFrameDialog } from "./frame-state";
import { useShortcuts } from "./use-shortcuts";

const CommandPalette = dynamic(
  () => import("./command-palette").then((module) => module.CommandPalette),
  { ssr: false },
);
const ShortcutsDialog = dynamic(
  () => import("./shortcuts-dialog").then((module) => module.ShortcutsDialog),
  { ssr: false },
);

/** Listens for the frame's keys; its dialogs are fetched when they are first asked for. */
export function FrameDialogs({ isAdmin }: { isAdmin: boolean }) {
  const dialog = useFrameDialog();
  useShortcuts();
  useFocusReturn(dialog !== null);
  const close = () => setFrameDialog(null);
  return (
    <>
      {dialog === "palette" && <CommandPalette isAdmin={isAdmin} onClose={close} />}
      {dialog === "shortcuts" && <ShortcutsDialog onClose={close} />}
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
