"use client";

import { useSyncExternalStore } from "react";

const KEY = "tokenroll.letter-keys";
const listeners = new Set<() => void>();

/** Single keys can be switched off, for people whose speech input or hands type them by accident. */
export function areLetterKeysOn(): boolean {
  return window.localStorage.getItem(KEY) !== "off";
}

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

export function useLetterKeys(): [boolean, (isOn: boolean) => void] {
  const isOn = useSyncExternalStore(subscribe, areLetterKeysOn, () => true);
  const setOn = (next: boolean) => {
    window.localStorage.setItem(KEY, next ? "on" : "off");
    for (const notify of listeners) notify();
  };
  return [isOn, setOn];
}
