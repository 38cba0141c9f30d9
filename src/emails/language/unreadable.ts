import { TemplateError } from "./finding.ts";

/** An expression up to where it can be read, and the rest. */
interface Break {
  readonly source: string;
  readonly before: string;
  readonly rest: string;
}

interface Mistake {
  readonly code: string;
  /** Whether it is this one. */
  readonly isIt: (where: Break) => boolean;
  readonly message: (where: Break) => string;
}

/** What people write most often that Klaviyo does not read, the most telling first; the last fits everything. */
const MISTAKES: readonly Mistake[] = [
  {
    code: "dollar_name",
    isIt: ({ rest }) => /^\.?\$/.test(rest),
    message: ({ before, rest }) => {
      const [name = "$"] = /\$[\w$]*/.exec(rest) ?? [];
      const owner = before.replace(/\.$/, "") || "event";
      return `${name} cannot stand in a path: Klaviyo answers 400. Write ${owner}|lookup:"${name}".`;
    },
  },
  {
    code: "space_after_colon",
    isIt: ({ before, rest }) => /^:\s/.test(rest) || (/:\s*$/.test(before) && /^\s/.test(rest)),
    message: () => "There is a space behind a filter's colon: Klaviyo answers 400. Take it away.",
  },
  {
    code: "step_after_lookup",
    isIt: ({ before, rest }) => rest.startsWith(".") && /\|\s*lookup:("[^"]*"|'[^']*')$/.test(before),
    message: ({ rest }) => `Behind |lookup every step is a lookup, too: |lookup:"${rest.slice(1)}".`,
  },
  {
    code: "curly_quotes",
    isIt: ({ rest }) => /[‘’“”]/.test(rest),
    message: ({ rest }) => `Typographic quotes cannot be read: write ' or " instead of those in ${rest}.`,
  },
  {
    code: "arithmetic",
    isIt: ({ rest }) => /^\s*[-+*/]/.test(rest),
    message: ({ rest }) =>
      `${rest.trim()} cannot be read: there are no operators. Use filters such as |plus, |minus, |multiply, |divide.`,
  },
  {
    code: "expression_unreadable",
    isIt: () => true,
    message: ({ source, rest }) => `"${rest}" cannot be read in "${source}".`,
  },
];

/** Characters that tell a mistake, and that a message repeats. */
const SHOWN = 100;

/**
 * The error for an expression that can be read up to `end`, with what to write instead.
 * @param at offset of the expression in the template
 */
export function unreadable(source: string, end: number, at: number): TemplateError {
  const where = {
    source: source.slice(0, SHOWN),
    before: source.slice(Math.max(0, end - SHOWN), end),
    rest: source.slice(end, end + SHOWN),
  };
  const mistake = MISTAKES.find(({ isIt }) => isIt(where));
  return new TemplateError(mistake?.code ?? "expression_unreadable", mistake?.message(where) ?? "", at + end);
}
