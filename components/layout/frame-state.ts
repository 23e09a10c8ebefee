"use client";

import { useSyncExternalStore } from "react";
import { SIDEBAR_KEY } from "./sidebar-script";

const listeners = new Set<() => void>();

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

function notify(): void {
  for (const listener of listeners) listener();
}

function readIsCollapsed(): boolean {
  return document.documentElement.dataset.sidebar === "collapsed";
}

/** Whether the sidebar shows icons only; kept in this browser, drawn by CSS from `html[data-sidebar]`. */
export function useSidebarCollapsed(): [boolean, () => void] {
  const isCollapsed = useSyncExternalStore(subscribe, readIsCollapsed, () => false);
  const toggle = () => {
    const next = readIsCollapsed() ? "expanded" : "collapsed";
    document.documentElement.dataset.sidebar = next;
    window.localStorage.setItem(SIDEBAR_KEY, next);
    notify();
  };
  return [isCollapsed, toggle];
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
