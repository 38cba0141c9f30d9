/** What the page asks for. */
export interface Order {
  /** Two letters each; the first is for everybody else. Empty: the plugin's own. */
  readonly languages: readonly string[];
  readonly force: boolean;
}

/** The body of a plan and of its application. */
export function bodyOf({ languages, force }: Order) {
  return { force, ...(languages.length === 0 ? {} : { languages: [...languages] }) };
}

/** What the page's address says. */
export function readKlaviyoSearch({ plugin }: Readonly<Record<string, unknown>>): { readonly plugin?: string } {
  return typeof plugin === "string" ? { plugin } : {};
}
