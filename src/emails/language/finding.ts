/** Something to say about a template, at a place in it. */
export interface Finding {
  /** Stable, for example `filter_unknown`. */
  readonly code: string;
  /** What it is, and what to do. */
  readonly message: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units as editors count. */
  readonly column: number;
}

/** Thrown inside this folder alone; callers get the finding as a value. */
export class TemplateError extends Error {
  readonly code: string;
  /** Offset into the source. */
  readonly at: number;

  constructor(code: string, message: string, at: number) {
    super(message);
    this.code = code;
    this.at = at;
  }
}

/** Turns offsets into lines and columns; made once for a source. */
export function locateIn(source: string): (at: number) => { readonly line: number; readonly column: number } {
  const starts = [0];
  for (let at = source.indexOf("\n"); at !== -1; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  return (at) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (starts[low] ?? 0) + 1 };
  };
}
