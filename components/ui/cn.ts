import { clsx, type ClassValue } from "clsx";

/**
 * Joins class names. Two classes that set the same thing are not sorted out: one that overrides a
 * component's own is written with `!`, as in `px-2!`.
 */
export function cn(...inputs: ClassValue[]): string {
  return clsx(inputs);
}
