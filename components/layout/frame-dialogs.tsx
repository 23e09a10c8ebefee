"use client";

import dynamic from "next/dynamic";
import { setFrameDialog, useFrameDialog } from "./frame-state";
import { useShortcuts } from "./use-shortcuts";

const CommandPalette = dynamic(
  () => import("./command-palette").then((module) => module.CommandPalette),
  { ssr: false },
);
const ShortcutsDialog = dynamic(
  () => import("./shortcuts-dialog").then((module) => module.ShortcutsDialog),
  { ssr: false },
);

/** Listens for the frame's keys and loads its dialogs when they are first asked for. */
export function FrameDialogs({ isAdmin }: { isAdmin: boolean }) {
  const dialog = useFrameDialog();
  useShortcuts();
  const close = () => setFrameDialog(null);
  return (
    <>
      {dialog === "palette" && <CommandPalette isAdmin={isAdmin} onClose={close} />}
      {dialog === "shortcuts" && <ShortcutsDialog onClose={close} />}
    </>
  );
}
