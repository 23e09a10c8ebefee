import "server-only";
import { runAlone } from "./alone-store";

/** A chore that any process may do and one does at a time. @returns false where another is at it */
export function doAlone(chore: string, work: () => Promise<void>): Promise<boolean> {
  return runAlone(chore, work);
}
