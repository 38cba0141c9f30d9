/** What the page asks for. */
export interface Order {
  /** As typed, with commas or spaces between. */
  readonly languages: string;
  readonly force: boolean;
}

/** The body of a plan and of its application. */
export function bodyOf({ languages, force }: Order) {
  const codes = languages.split(/[\s,;]+/).filter((code) => code !== "");
  return { force, ...(codes.length === 0 ? {} : { languages: codes }) };
}

/** What the page's address says. */
export function readKlaviyoSearch({ plugin }: Readonly<Record<string, unknown>>): { readonly plugin?: string } {
  return typeof plugin === "string" ? { plugin } : {};
}
