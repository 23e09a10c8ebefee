"use client";

import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

function notify(): void {
  for (const listener of listeners) listener();
}

let isNavigationOpen = false;

export function setNavigationOpen(isOpen: boolean): void {
  isNavigationOpen = isOpen;
  notify();
}

/** Whether the phone's navigation sheet is open. */
export function useNavigationOpen(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isNavigationOpen,
    () => false,
  );
}

export type FrameDialog = "palette" | "shortcuts" | null;

let openDialog: FrameDialog = null;
let dialogOpener: Element | null = null;

export function setFrameDialog(dialog: FrameDialog): void {
  if (openDialog === null) dialogOpener = document.activeElement;
  openDialog = dialog;
  notify();
}

/** What had the focus when the dialog was asked for. */
export function findDialogOpener(): HTMLElement | null {
  return dialogOpener instanceof HTMLElement ? dialogOpener : null;
}

/** Which of the frame's dialogs is open. */
export function useFrameDialog(): FrameDialog {
  return useSyncExternalStore(
    subscribe,
    () => openDialog,
    () => null,
  );
}
