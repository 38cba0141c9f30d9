import { parseCondition } from "./condition.ts";
import { type Expression, parseExpression } from "./expression.ts";
import { TemplateError } from "./finding.ts";
import type { Branch, Node } from "./nodes.ts";
import { parseSimpleTag, parseVariables, readNamed } from "./parse-tag.ts";
import { type Piece, splitWords, type Word } from "./split-source.ts";
import { BLOCK_TAGS, SIMPLE_TAGS, unknownTagMessage } from "./tags.ts";

/** Nesting that no person writes, and that would fill the stack. */
const MAX_DEPTH = 100;

interface Tag {
  readonly name: string;
  readonly words: readonly Word[];
  /** All behind the name. */
  readonly rest: string;
  readonly at: number;
}

interface Block {
  readonly nodes: readonly Node[];
  /** What ended it. */
  readonly end: Tag;
}

/** Turns pieces into nodes. Throws a TemplateError at the first place that Klaviyo would not take. */
export function parseTemplate(pieces: readonly Piece[]): readonly Node[] {
  const cursor = { next: 0 };
  const { nodes } = parseUntil(pieces, cursor, [], null, 0);
  return nodes;
}

interface Cursor {
  next: number;
}

function parseUntil(
  pieces: readonly Piece[],
  cursor: Cursor,
  ends: readonly string[],
  opener: Tag | null,
  depth: number,
): Block {
  if (depth > MAX_DEPTH) throw new TemplateError("nested_too_deeply", "Tags are nested too deeply.", opener?.at ?? 0);
  const nodes: Node[] = [];
  for (let piece = pieces[cursor.next]; piece !== undefined; piece = pieces[cursor.next]) {
    cursor.next += 1;
    if (piece.kind === "text") nodes.push({ kind: "text", text: piece.text });
    else if (piece.kind === "variable")
      nodes.push({ kind: "print", expression: parseExpression(piece.text, piece.at) });
    else {
      const tag = readTag(piece);
      if (ends.includes(tag.name)) return { nodes, end: tag };
      const until = (...names: string[]) => parseUntil(pieces, cursor, names, tag, depth + 1);
      const node = parseTag(tag, { until, skipTo: (end) => skipTo(pieces, cursor, end, tag) });
      if (node !== null) nodes.push(node);
    }
  }
  if (opener !== null) throw notClosed(opener, ends);
  return { nodes, end: { name: "", words: [], rest: "", at: 0 } };
}

function readTag({ text, at }: Piece): Tag {
  const [first, ...words] = splitWords(text, at);
  if (first === undefined) throw new TemplateError("tag_empty", "There is nothing between {% and %}.", at);
  return { name: first.text, words, rest: text.slice(first.text.length), at: first.at };
}

interface Body {
  until(...ends: string[]): Block;
  /** The text up to the end tag, unread. */
  skipTo(end: string): string;
}

function parseTag(tag: Tag, body: Body): Node | null {
  switch (tag.name) {
    case "if":
      return parseIf(tag, body);
    case "for":
      return parseFor(tag, body);
    case "with":
      return { kind: "with", variables: parseVariables(tag), body: body.until("endwith").nodes };
    case "autoescape": {
      const setting = tag.words.map(({ text }) => text).join(" ");
      if (setting !== "on" && setting !== "off") {
        throw new TemplateError("tag_malformed", "autoescape takes on or off.", tag.at);
      }
      return { kind: "autoescape", on: setting === "on", body: body.until("endautoescape").nodes };
    }
    case "spaceless":
      return { kind: "spaceless", body: body.until("endspaceless").nodes };
    case "comment":
      body.skipTo("endcomment");
      return null;
    case "verbatim":
      return { kind: "text", text: body.skipTo(`endverbatim${tag.rest.trimEnd()}`) };
    case "ifchanged": {
      const values = tag.words.map(({ text, at }) => parseExpression(text, at));
      const { nodes, end } = body.until("else", "endifchanged");
      return {
        kind: "ifchanged",
        values,
        body: nodes,
        otherwise: end.name === "else" ? body.until("endifchanged").nodes : [],
      };
    }
    case "cycle":
      return parseCycle(tag);
    case "catalog": {
      const [id, ...options] = tag.words;
      if (id === undefined)
        throw new TemplateError("tag_malformed", "catalog takes a product's id: {% catalog item.ProductID %}.", tag.at);
      const named = readNamed(options, ["unpublished", "integration", "catalog_id", "language", "region"]);
      return {
        kind: "catalog",
        id: parseExpression(id.text, id.at),
        named,
        body: body.until("endcatalog").nodes,
        at: tag.at,
      };
    }
    case "customobject":
    case "customobjects": {
      const name = tag.words.at(-2)?.text === "as" ? (tag.words.at(-1)?.text ?? "") : "";
      return { kind: "object", name: tag.name, as: name, body: body.until(`end${tag.name}`).nodes, at: tag.at };
    }
    default:
      if (Object.hasOwn(SIMPLE_TAGS, tag.name)) return parseSimpleTag(tag);
      throw unknownTag(tag);
  }
}

function parseIf(tag: Tag, body: Body): Node {
  const branches: Branch[] = [];
  let opener = tag;
  for (;;) {
    const isElse = opener.name === "else";
    if (isElse && opener.words.length > 0)
      throw new TemplateError("tag_malformed", "else takes no condition: write elif.", opener.at);
    const condition = isElse ? null : parseCondition(opener.words, opener.at);
    const { nodes, end } = isElse ? body.until("endif") : body.until("elif", "else", "endif");
    branches.push({ condition, body: nodes });
    if (end.name === "endif") return { kind: "if", branches };
    opener = end;
  }
}

const FOR = /^\s+(.+?)\s+in\s+(\S.*?)(\s+reversed)?$/;

function parseFor(tag: Tag, body: Body): Node {
  const read = FOR.exec(tag.rest);
  if (read === null) throw new TemplateError("tag_malformed", "for is written {% for item in event.Items %}.", tag.at);
  const [, left = "", source = "", reversed] = read;
  const names = left.split(/ *, */);
  const bad = names.find((name) => !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) || name.startsWith("_"));
  if (bad !== undefined) {
    throw new TemplateError(
      "name_malformed",
      `"${bad}" cannot be the name of a variable: letters, digits and underscores alone, a letter first.`,
      tag.at,
    );
  }
  const offset = tag.rest.indexOf(source, tag.rest.indexOf(" in ") + 3);
  const list = parseExpression(source, tag.at + tag.name.length + Math.max(offset, 0));
  const { nodes, end } = body.until("empty", "endfor");
  const empty = end.name === "empty" ? body.until("endfor").nodes : [];
  return { kind: "for", names, list, reversed: reversed !== undefined, body: nodes, empty, at: tag.at };
}

function parseCycle(tag: Tag): Node {
  const words = [...tag.words];
  const silent = words.at(-1)?.text === "silent" && words.at(-3)?.text === "as";
  if (silent) words.pop();
  const as = words.at(-2)?.text === "as" ? (words.at(-1)?.text ?? null) : null;
  const values: Expression[] = (as === null ? words : words.slice(0, -2)).map(({ text, at }) =>
    parseExpression(text, at),
  );
  if (values.length === 0) throw new TemplateError("tag_malformed", "cycle takes the values to go through.", tag.at);
  return { kind: "cycle", values, as, silent };
}

function skipTo(pieces: readonly Piece[], cursor: Cursor, end: string, opener: Tag): string {
  let text = "";
  for (let piece = pieces[cursor.next]; piece !== undefined; piece = pieces[cursor.next]) {
    cursor.next += 1;
    if (piece.kind === "tag" && piece.text === end) return text;
    text += piece.text;
  }
  throw notClosed(opener, [end]);
}

function notClosed({ name, at }: Tag, ends: readonly string[]): TemplateError {
  return new TemplateError("tag_not_closed", `{% ${name} %} is not closed: {% ${ends.at(-1) ?? ""} %} is missing.`, at);
}

function unknownTag({ name, at }: Tag): TemplateError {
  const opened = name.startsWith("end") ? name.slice(3) : { else: "if", elif: "if", empty: "for" }[name];
  if (opened !== undefined && BLOCK_TAGS.includes(opened)) {
    return new TemplateError(
      "tag_not_opened",
      `{% ${name} %} stands without its {% ${opened} %}, or another tag before it is not closed.`,
      at,
    );
  }
  return new TemplateError("tag_unknown", unknownTagMessage(name), at);
}
