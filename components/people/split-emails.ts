/** Words between commas, semicolons, blanks and lines, in lower case, each once. */
export function splitEmails(text: string): string[] {
  const words = text.split(/[\s,;]+/).map((word) => word.trim().toLowerCase());
  return [...new Set(words.filter((word) => word !== ""))];
}
