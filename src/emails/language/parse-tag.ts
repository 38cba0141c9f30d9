import { type Expression, parseExpression } from "./expression.ts";
import { TemplateError } from "./finding.ts";
import type { SimpleTag } from "./nodes.ts";
import type { Word } from "./split-source.ts";
import { SIMPLE_TAGS } from "./tags.ts";

interface Tag {
  readonly name: string;
  readonly words: readonly Word[];
  readonly at: number;
}

const NAMED = /^([A-Za-z_]\w*)=(.*)$/s;

/** Arguments, named arguments and `as name` of a tag that stands alone. Throws a TemplateError. */
export function parseSimpleTag({ name, words, at }: Tag): SimpleTag {
  const shape = SIMPLE_TAGS[name] ?? { min: 0, max: 0 };
  const hasAs = shape.as === true && words.at(-2)?.text === "as";
  const as = hasAs ? (words.at(-1)?.text ?? null) : null;
  const plain = hasAs ? words.slice(0, -2) : words;
  const isNamed = ({ text }: Word) => shape.named !== undefined && NAMED.test(text);
  const values = plain.filter((word) => !isNamed(word));
  if (values.length < shape.min || values.length > shape.max) {
    const wanted = shape.min === shape.max ? `${shape.min}` : `${shape.min} to ${shape.max}`;
    throw new TemplateError("tag_malformed", `${name} takes ${wanted} values, and has ${values.length}.`, at);
  }
  if (name === "today" && as === null) {
    throw new TemplateError(
      "tag_malformed",
      `today is written {% today "%Y-%m-%d" as today %}, and shown by {{ today }}.`,
      at,
    );
  }
  const named = readNamed(plain.filter(isNamed), shape.named ?? []);
  // The word behind templatetag is a name, not a variable, but reads like one.
  return { kind: "simple", name, arguments: values.map((word) => parseExpression(word.text, word.at)), named, as, at };
}

/** `name=value` words. Throws a TemplateError for another name. */
export function readNamed(words: readonly Word[], names: readonly string[]): Readonly<Record<string, Expression>> {
  const entries = words.map(({ text, at }) => {
    const [, name, value = ""] = NAMED.exec(text) ?? [];
    if (name === undefined || !names.includes(name)) {
      throw new TemplateError(
        "tag_malformed",
        `"${text}" is not among ${names.map((one) => `${one}=…`).join(", ")}.`,
        at,
      );
    }
    return [name, parseExpression(value, at + name.length + 1)] as const;
  });
  return Object.fromEntries(entries);
}

/** What `with` names: `a=b c=d`, or the older `b as a`. Throws a TemplateError. */
export function parseVariables({ words, at }: Tag): (readonly [string, Expression])[] {
  const [value, as, name] = words;
  if (words.length === 3 && as?.text === "as" && value !== undefined && name !== undefined) {
    return [[name.text, parseExpression(value.text, value.at)]];
  }
  if (words.length === 0) throw malformedWith(at);
  return words.map((word) => {
    const [, given, text] = NAMED.exec(word.text) ?? [];
    if (given === undefined || text === undefined || text === "") throw malformedWith(word.at);
    return [given, parseExpression(text, word.at + given.length + 1)] as const;
  });
}

function malformedWith(at: number): TemplateError {
  return new TemplateError("tag_malformed", "with is written {% with name=value %}, without spaces around =.", at);
}
