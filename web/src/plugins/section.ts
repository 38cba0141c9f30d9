const SECTIONS = ["settings", "centra", "keys", "changes"] as const;

/** A part of the plugin's page. */
export type Section = (typeof SECTIONS)[number];

/** The part that the address names; the settings when it names none, or nonsense. */
export function readSection(text: unknown): Section {
  return SECTIONS.find((section) => section === text) ?? "settings";
}

/** For the route: an address without the part shows the settings. */
export function validateSection({ section }: Record<string, unknown>): { section?: Section } {
  const read = readSection(section);
  return read === "settings" ? {} : { section: read };
}
