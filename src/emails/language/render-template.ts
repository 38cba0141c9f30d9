import { type CompiledTemplate, compileTemplate } from "./compile-template.ts";
import type { Rendering, Use } from "./evaluate.ts";
import { type Finding, locateIn, TemplateError } from "./finding.ts";
import type { Node } from "./nodes.ts";
import { MailSkipped } from "./render-catalog.ts";
import type { JsonMap, RenderContext } from "./render-context.ts";
import { renderNodes } from "./render-nodes.ts";
import { type Binding, Scope } from "./scope.ts";
import type { Value } from "./values.ts";

/** A variable that the mail asked for. */
export interface UsedVariable {
  /** From the context: `event.Items.0.ProductName`, also when the template calls it `item.ProductName`. */
  readonly path: string;
  readonly value: Value;
  readonly missing: boolean;
  readonly line: number;
  readonly column: number;
}

export type RenderOutcome =
  | {
      readonly kind: "rendered";
      readonly text: string;
      readonly warnings: readonly Finding[];
      /** Each once, in the order in which they were asked for. */
      readonly variables: readonly UsedVariable[];
    }
  /** Klaviyo would send no mail to this recipient. */
  | { readonly kind: "skipped"; readonly reason: Finding; readonly warnings: readonly Finding[] }
  /** Klaviyo would not take the template, or would fail on this event. */
  | { readonly kind: "failed"; readonly errors: readonly Finding[] };

/** Nodes and filters that one mail may run through. */
const MAX_STEPS = 2_000_000;
/** Characters that one mail may have. */
const MAX_OUTPUT = 5_000_000;
const MAX_WARNINGS = 200;
const MAX_VARIABLES = 2_000;

/**
 * Renders a template of Klaviyo's language (Django's, with Klaviyo's tags and filters) as Klaviyo would. It never throws for what a
 * template or the data may hold, always ends, and warns wherever the mail would not show what its writer meant, or this renderer
 * does not know.
 */
export function renderTemplate(source: string, context: RenderContext): RenderOutcome {
  const compilation = compileTemplate(source);
  if (compilation.kind === "refused") return { kind: "failed", errors: compilation.errors };
  return renderCompiled(compilation.template, context);
}

/** As renderTemplate, of a template that was compiled before. */
export function renderCompiled(
  { source, nodes, warnings: known }: CompiledTemplate,
  context: RenderContext,
): RenderOutcome {
  const locate = locateIn(source);
  const warnings = new Map(known.map((finding) => [keyOf(finding), finding]));
  const variables = new Map<string, UsedVariable>();
  const rendering = createRendering(context, {
    warn: (code, message, at) => {
      const finding = { code, message, ...locate(at) };
      if (warnings.size < MAX_WARNINGS) warnings.set(keyOf(finding), finding);
    },
    use: ({ path, value, missing, at }) => {
      if (!variables.has(path) && variables.size < MAX_VARIABLES)
        variables.set(path, { path, value, missing, ...locate(at) });
    },
  });
  try {
    const text = renderNodes(nodes, rendering);
    return { kind: "rendered", text, warnings: [...warnings.values()], variables: [...variables.values()] };
  } catch (error) {
    if (error instanceof MailSkipped) {
      const reason = { code: "mail_skipped", message: error.message, ...locate(error.at) };
      return { kind: "skipped", reason, warnings: [...warnings.values()] };
    }
    if (error instanceof TemplateError) {
      return { kind: "failed", errors: [{ code: error.code, message: error.message, ...locate(error.at) }] };
    }
    throw error;
  }
}

function keyOf({ code, line, column, message }: Finding): string {
  return `${code} ${line}:${column} ${message}`;
}

interface Listener {
  warn(code: string, message: string, at: number): void;
  use(use: Use): void;
}

function createRendering(context: RenderContext, { warn, use }: Listener): Rendering {
  let steps = 0;
  let characters = 0;
  return {
    context,
    scope: new Scope(variablesOf(context)),
    autoEscape: context.autoEscape ?? true,
    rounds: new Map<Node, number>(),
    lastSeen: new Map<Node, Value>(),
    warn,
    use,
    spend: (count) => {
      steps += count;
      if (steps > MAX_STEPS)
        throw new TemplateError("too_long", "The template runs through more than a mail can need.", 0);
    },
    emit: (text) => {
      characters += text.length;
      if (characters > MAX_OUTPUT)
        throw new TemplateError("too_long", "The mail would have more than 5,000,000 characters.", 0);
      return text;
    },
  };
}

/** The profile's fields are also variables of their own; `event.extra` is Klaviyo's `$extra`. */
function variablesOf({ event, person, organization }: RenderContext): ReadonlyMap<string, Binding> {
  const bare = Object.entries(person).map(
    ([name, value]) => [name, { value: value ?? null, origin: `person.${name}` }] as const,
  );
  const scopes = Object.entries({ event: eventOf(event), person, organization }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, { value, origin: name }] as const],
  );
  return new Map<string, Binding>([...bare, ...scopes]);
}

function eventOf(event: JsonMap | undefined): JsonMap | undefined {
  if (event?.$extra === undefined || event.extra !== undefined) return event;
  return { ...event, extra: event.$extra };
}
