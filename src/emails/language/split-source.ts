/** A piece of a template. `at` is the offset of the text itself: behind the braces and the white space that follows them. */
export interface Piece {
  readonly kind: "text" | "variable" | "tag";
  readonly text: string;
  readonly at: number;
}

interface Mark {
  readonly kind: "variable" | "tag" | "comment";
  readonly start: number;
  readonly end: number;
}

const CLOSERS = { "{{": "}}", "{%": "%}", "{#": "#}" } as const;
const KINDS = { "{{": "variable", "{%": "tag", "{#": "comment" } as const;
const VERBATIM = /^verbatim(?:\s|$)/;

/**
 * Cuts a template into text, variables and tags, as Django's lexer does: a mark does not go over the end of a line, comments
 * `{# … #}` vanish, and between `verbatim` and its end everything is text.
 */
export function splitSource(source: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  let verbatimEnd: string | null = null;
  const addText = (upTo: number) => {
    if (upTo > end) pieces.push({ kind: "text", text: source.slice(end, upTo), at: end });
  };
  for (const mark of findMarks(source)) {
    const inner = source.slice(mark.start + 2, mark.end - 2);
    const text = inner.trim();
    if (verbatimEnd !== null && !(mark.kind === "tag" && text === verbatimEnd)) continue;
    addText(mark.start);
    end = mark.end;
    if (mark.kind === "comment") continue;
    verbatimEnd = mark.kind === "tag" && verbatimEnd === null && VERBATIM.test(text) ? `end${text}` : null;
    pieces.push({ kind: mark.kind, text, at: mark.start + 2 + (inner.length - inner.trimStart().length) });
  }
  addText(source.length);
  return pieces;
}

/** In one pass, however many marks stay open: where the next closer and the end of the line are is remembered. */
function* findMarks(source: string): Generator<Mark> {
  const next = new Map<string, number>();
  const findNext = (text: string, from: number): number => {
    const known = next.get(text) ?? -1;
    if (known >= from) return known;
    const found = source.indexOf(text, from);
    const place = found === -1 ? Number.POSITIVE_INFINITY : found;
    next.set(text, place);
    return place;
  };
  const opening = /\{[{%#]/g;
  for (let found = opening.exec(source); found !== null; found = opening.exec(source)) {
    const opener = found[0] as keyof typeof CLOSERS;
    const closes = findNext(CLOSERS[opener], found.index + 2);
    if (closes > findNext("\n", found.index)) {
      opening.lastIndex = found.index + 1;
      continue;
    }
    yield { kind: KINDS[opener], start: found.index, end: closes + 2 };
    opening.lastIndex = closes + 2;
  }
}

/** Offsets of marks that are opened but not closed on their line: Django prints them as they stand. */
export function marksOverLines(pieces: readonly Piece[]): number[] {
  return pieces.flatMap((piece) => {
    if (piece.kind !== "text") return [];
    return [...piece.text.matchAll(/\{\{|\{%/g)].map((mark) => piece.at + mark.index);
  });
}

/** A word of a tag, quoted strings kept whole. */
export interface Word {
  readonly text: string;
  readonly at: number;
}

const WORD = /[^\s'"]*(?:(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')[^\s'"]*)+|\S+/g;

/** Django's `smart_split`. */
export function splitWords(text: string, at: number): Word[] {
  return [...text.matchAll(WORD)].map((word) => ({ text: word[0], at: at + word.index }));
}
