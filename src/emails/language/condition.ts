import { type Expression, parseExpression } from "./expression.ts";
import { TemplateError } from "./finding.ts";
import type { Word } from "./split-source.ts";

export type Comparison = "==" | "!=" | ">" | ">=" | "<" | "<=" | "in" | "not in" | "is" | "is not";

/** What stands behind `if`. */
export type Condition =
  | { readonly kind: "value"; readonly expression: Expression }
  | { readonly kind: "not"; readonly condition: Condition }
  | { readonly kind: "and" | "or"; readonly left: Condition; readonly right: Condition }
  | {
      readonly kind: "compare";
      readonly operator: Comparison;
      readonly left: Condition;
      readonly right: Condition;
      readonly at: number;
    };

/** How strongly an operator binds, as in Django: `or` least, then `and`, `not`, `in`, comparisons. */
const STRENGTH: Readonly<Record<string, number>> = {
  ...{ or: 6, and: 7, not: 8, in: 9, "not in": 9, is: 10, "is not": 10 },
  ...{ "==": 10, "!=": 10, ">": 10, ">=": 10, "<": 10, "<=": 10 },
};

/** Nesting that no person writes, and that would fill the stack. */
const MAX_DEPTH = 100;
const MAX_WORDS = 1_000;

/** Reads the words of an `if` or `elif`. Throws a TemplateError. */
export function parseCondition(words: readonly Word[], at: number): Condition {
  const tokens = joinOperators(words);
  let next = 0;
  if (words.length > MAX_WORDS) throw new TemplateError("condition_too_deep", "The condition is too long.", at);

  const parse = (strength: number, depth: number): Condition => {
    if (depth > MAX_DEPTH) throw new TemplateError("condition_too_deep", "The condition is nested too deeply.", at);
    let left = parseFirst(depth);
    for (let token = tokens[next]; token !== undefined; token = tokens[next]) {
      const binds = STRENGTH[token.text];
      if (binds === undefined) throw notAnOperator(token);
      if (token.text === "not") throw notAnOperator(token);
      if (binds <= strength) break;
      next += 1;
      left = combine(token, left, parse(binds, depth + 1));
    }
    return left;
  };

  const parseFirst = (depth: number): Condition => {
    const token = tokens[next];
    if (token === undefined) throw new TemplateError("condition_incomplete", "The condition ends too early.", at);
    next += 1;
    if (token.text === "not") return { kind: "not", condition: parse(STRENGTH.not ?? 0, depth + 1) };
    if (STRENGTH[token.text] !== undefined) {
      throw new TemplateError("condition_incomplete", `There is no value before "${token.text}".`, token.at);
    }
    return { kind: "value", expression: parseExpression(token.text, token.at) };
  };

  return parse(0, 0);
}

/** `not in` and `is not` are one operator each. */
function joinOperators(words: readonly Word[]): Word[] {
  const tokens: Word[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const [word, following] = [words[index], words[index + 1]];
    if (word === undefined) continue;
    const pair = `${word.text} ${following?.text ?? ""}`;
    const joined = pair === "not in" || pair === "is not";
    tokens.push(joined ? { text: pair, at: word.at } : word);
    if (joined) index += 1;
  }
  return tokens;
}

function combine({ text, at }: Word, left: Condition, right: Condition): Condition {
  if (text === "and" || text === "or") return { kind: text, left, right };
  return { kind: "compare", operator: text as Comparison, left, right, at };
}

function notAnOperator({ text, at }: Word): TemplateError {
  const hints: Readonly<Record<string, string>> = { "=": "==", "&&": "and", "||": "or", "===": "==", "<>": "!=" };
  const hint = hints[text] ?? (text.startsWith("(") ? "no brackets: with, or nested ifs" : undefined);
  const instead = hint === undefined ? "" : ` Write ${hint}.`;
  return new TemplateError(
    "condition_unreadable",
    `"${text}" stands where an operator such as and, or, == is expected.${instead}`,
    at,
  );
}
