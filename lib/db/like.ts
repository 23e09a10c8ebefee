/** The text as itself in a LIKE pattern: percent, underscore and backslash lose their meaning. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}
