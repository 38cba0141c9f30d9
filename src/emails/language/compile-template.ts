import { FILTERS_NOT_SHOWN, findFilter, unknownFilterMessage } from "./filters/all.ts";
import { type Finding, locateIn, TemplateError } from "./finding.ts";
import type { Node } from "./nodes.ts";
import { parseTemplate } from "./parse-template.ts";
import { marksOverLines, splitSource } from "./split-source.ts";
import { expressionsOf } from "./walk-nodes.ts";

/** A template that was read, ready to be rendered any number of times. */
export interface CompiledTemplate {
  readonly source: string;
  readonly nodes: readonly Node[];
  /** What is worth saying without any data. */
  readonly warnings: readonly Finding[];
}

export type Compilation =
  | { readonly kind: "compiled"; readonly template: CompiledTemplate }
  | { readonly kind: "refused"; readonly errors: readonly Finding[] };

/** More than any mail has: Gmail cuts mails off at 102 kB. */
const MAX_SOURCE = 1_000_000;

/**
 * Reads a template in Klaviyo's language. The first fault of syntax ends the reading; unknown filters and wrong arguments are all
 * told, in the order in which they stand.
 */
export function compileTemplate(source: string): Compilation {
  const locate = locateIn(source);
  const toFinding = ({ code, message, at }: { code: string; message: string; at: number }): Finding => ({
    ...{ code, message },
    ...locate(at),
  });
  if (source.length > MAX_SOURCE) {
    return {
      kind: "refused",
      errors: [{ code: "too_long", message: "A template may have 1,000,000 characters.", line: 1, column: 1 }],
    };
  }
  try {
    const pieces = splitSource(source);
    const nodes = parseTemplate(pieces);
    const errors = filterErrors(nodes).map(toFinding);
    if (errors.length > 0) return { kind: "refused", errors };
    const warnings = marksOverLines(pieces).map((at) => toFinding({ code: "tag_over_lines", message: OVER_LINES, at }));
    return { kind: "compiled", template: { source, nodes, warnings } };
  } catch (error) {
    if (error instanceof TemplateError) return { kind: "refused", errors: [toFinding(error)] };
    throw error;
  }
}

const OVER_LINES =
  "What is opened here is not closed on the same line, so the mail shows it as it stands. Write it on one line.";

function filterErrors(nodes: readonly Node[]): TemplateError[] {
  return expressionsOf(nodes).flatMap(({ filters }) =>
    filters.flatMap(({ name, argument, at }) => {
      const filter = findFilter(name);
      if (filter === undefined) {
        return FILTERS_NOT_SHOWN.includes(name)
          ? []
          : [new TemplateError("filter_unknown", unknownFilterMessage(name), at)];
      }
      if (filter.argument === "required" && argument === null) {
        return [new TemplateError("argument_wanted", `|${name} needs an argument: |${name}:"…".`, at)];
      }
      if (filter.argument === "none" && argument !== null) {
        return [new TemplateError("argument_unwanted", `|${name} takes no argument.`, at)];
      }
      return [];
    }),
  );
}
