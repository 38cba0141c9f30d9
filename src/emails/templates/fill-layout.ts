const SECTIONS = /\[\[([?!])(\w+)\]\]((?:(?!\[\[[?!]\2\]\])[\s\S])*?)\[\[\/\2\]\]/g;
const MARKS = /\[\[(t:)?([\w.]+)\]\]/g;

export interface LayoutValues {
  readonly slots: ReadonlyMap<string, string>;
  readonly textOf: (key: string) => string;
}

/** A layout with its slots and texts filled in, and what hangs on a slot without a value left out. */
export function fillLayout(layout: string, { slots, textOf }: LayoutValues): string {
  const valueOfSlot = (name: string) => {
    const value = slots.get(name);
    if (value === undefined) throw new Error(`A layout has the slot ${name}, which nothing fills.`);
    return value;
  };
  return keepSections(layout, (name) => valueOfSlot(name) !== "").replace(MARKS, (_, isText, name) =>
    isText ? textOf(name) : valueOfSlot(name),
  );
}

/** Sections may hold others; the innermost are decided first. */
function keepSections(layout: string, isGiven: (name: string) => boolean): string {
  let kept = layout;
  for (;;) {
    const next = kept.replace(SECTIONS, (_, sign, name, content) => (isGiven(name) === (sign === "?") ? content : ""));
    if (next === kept) return kept;
    kept = next;
  }
}

/** The keys of the texts in a layout. */
export function textKeysIn(layout: string): string[] {
  return [...new Set([...layout.matchAll(MARKS)].flatMap(([, isText, name]) => (isText && name ? name : [])))];
}
