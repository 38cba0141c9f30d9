/**
 * What others said, as every database takes it, at most `maxLength` characters: without NUL, which PostgreSQL refuses in a text, and
 * without halves of characters.
 */
export function storableWords(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replaceAll("\0", "").toWellFormed();
}
