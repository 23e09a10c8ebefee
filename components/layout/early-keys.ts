"use client";

import { useEffect, useState } from "react";

/** Keys pressed before the frame's own listener was fetched, in order. */
const waiting: KeyboardEvent[] = [];

/** Hands over the keys that were kept, once. */
export function takeEarlyKeys(): KeyboardEvent[] {
  return waiting.splice(0);
}

export function isPaletteKey(event: KeyboardEvent): boolean {
  const isCommand = event.ctrlKey || event.metaKey;
  return isCommand && !event.shiftKey && event.key.toLowerCase() === "k";
}

/** Whether a key was pressed yet; keeps keys until `isListening`, when somebody else acts on them. */
export function useEarlyKeys(isListening: boolean): boolean {
  const [isPressed, setPressed] = useState(false);
  useEffect(() => {
    if (isListening) return;
    const keep = (event: KeyboardEvent) => {
      // The browser's own meaning of the key; of the others the listener decides later.
      if (isPaletteKey(event)) event.preventDefault();
      waiting.push(event);
      setPressed(true);
    };
    window.addEventListener("keydown", keep);
    return () => {
      window.removeEventListener("keydown", keep);
      takeEarlyKeys();
    };
  }, [isListening]);
  return isPressed;
}
