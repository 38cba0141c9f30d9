import { TemplateError } from "./finding.ts";
import { unreadable } from "./unreadable.ts";
import { Float, SafeText, type Value } from "./values.ts";

/** `event.Items.0.SKU`: steps by name or number. */
export interface Path {
  readonly kind: "path";
  readonly steps: readonly string[];
  readonly at: number;
}

export interface Literal {
  readonly kind: "literal";
  readonly value: Value;
  readonly at: number;
}

export type Operand = Path | Literal;

export interface FilterCall {
  readonly name: string;
  readonly argument: Operand | null;
  readonly at: number;
}

/** `operand|filter:argument|filter`. */
export interface Expression {
  readonly source: string;
  readonly operand: Operand;
  readonly filters: readonly FilterCall[];
  readonly at: number;
}

const QUOTED = String.raw`(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')`;
const STRING = String.raw`(?:${QUOTED}|_\(${QUOTED}\))`;
const NAME = String.raw`[\p{L}\p{N}\p{M}_.]+`;
const NUMBER = String.raw`[-+.]?\d[\d.e]*`;
const OPERAND = new RegExp(`(?:${STRING}|${NUMBER}(?![\\p{L}_])|${NAME})`, "uy");
const FILTER = new RegExp(
  String.raw`\s*\|\s*([\p{L}\p{N}_]+)(:(?:(${STRING})|(${NUMBER}(?![\p{L}_])|${NAME}))?)?`,
  "uy",
);

/** Reads an expression as Django's FilterExpression does. Throws a TemplateError. */
export function parseExpression(source: string, at: number): Expression {
  OPERAND.lastIndex = 0;
  const first = OPERAND.exec(source);
  if (source === "") throw new TemplateError("expression_empty", "There is nothing between the braces.", at);
  if (first === null) throw unreadable(source, 0, at);
  if (source[first[0].length] === "$") throw unreadable(source, first[0].length, at);
  const operand = parseOperand(first[0], at);
  const filters: FilterCall[] = [];
  let end = first[0].length;
  while (end < source.length) {
    FILTER.lastIndex = end;
    const call = FILTER.exec(source);
    if (call === null) throw unreadable(source, end, at);
    const [whole, name = "", colon, string, other] = call;
    const argument = string ?? other;
    if (source[end + whole.length] === "$") throw unreadable(source, end + whole.length, at);
    if (colon !== undefined && argument === undefined) throw unreadable(source, end + whole.length - 1, at);
    const nameAt = at + end + whole.indexOf(name);
    filters.push({
      name,
      argument: argument === undefined ? null : parseOperand(argument, at + end + whole.length - argument.length),
      at: nameAt,
    });
    end += whole.length;
  }
  return { source, operand, filters, at };
}

function parseOperand(text: string, at: number): Operand {
  const string = /^(?:_\()?(["'])([\s\S]*)\1\)?$/.exec(text);
  if (string !== null) {
    return { kind: "literal", value: new SafeText((string[2] ?? "").replaceAll(/\\(["'\\])/g, "$1")), at };
  }
  if (/^[-+]?\d+$/.test(text)) return { kind: "literal", value: Number(text), at };
  if (/^[-+.]?\d[\d.e]*$/.test(text)) {
    const number = Number(text);
    if (Number.isNaN(number) || text.endsWith(".")) {
      throw new TemplateError("number_malformed", `${text} is not a number.`, at);
    }
    return { kind: "literal", value: new Float(number), at };
  }
  const steps = text.split(".");
  if (steps.includes("")) throw new TemplateError("name_malformed", `${text} has a point without a name.`, at);
  const hidden = steps.find((step) => step.startsWith("_"));
  if (hidden !== undefined) {
    throw new TemplateError(
      "name_hidden",
      `${hidden} begins with an underscore: Klaviyo refuses such names. Use |lookup:"${hidden}".`,
      at,
    );
  }
  return { kind: "path", steps, at };
}
