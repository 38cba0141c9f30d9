const NAMES = new Intl.DisplayNames(undefined, { type: "language" });

/** A language's name in the reader's. */
export function languageName(code: string): string {
  return NAMES.of(code) ?? code;
}
