import { z } from "zod";
import type { RenderContext } from "../../../src/emails/language/render-context.ts";
import { renderTemplate } from "../../../src/emails/language/render-template.ts";

/** Klaviyo's template language: what a source becomes for one event and profile. */
export type RenderText = (source: string, context: RenderContext) => RenderedText;

type RenderedText =
  | { readonly kind: "rendered"; readonly text: string }
  /** The source is faulty, or names a catalogue item that is not there: the mail is not sent. */
  | { readonly kind: "failed"; readonly reason: string };

export const renderText: RenderText = (source, context) => {
  const outcome = renderTemplate(source, context);
  switch (outcome.kind) {
    case "rendered":
      return { kind: "rendered", text: outcome.text };
    case "skipped":
      return { kind: "failed", reason: outcome.reason.message };
    case "failed": {
      const [first] = outcome.errors;
      return { kind: "failed", reason: first ? `Line ${first.line}: ${first.message}` : "The template is faulty." };
    }
  }
};

const jsonMap = z.record(z.string(), z.json());
const givenContext = z.looseObject({
  event: jsonMap.optional(),
  person: jsonMap.optional(),
  organization: jsonMap.optional(),
});

/** The context of a Render Template request: what is neither event, person nor organization belongs to the person. */
export function contextGiven(given: unknown, nowMs: number): RenderContext {
  const { event, person, organization, ...rest } = givenContext.parse(given);
  return {
    person: { ...jsonMap.parse(rest), ...person },
    ...(event === undefined ? {} : { event }),
    ...(organization === undefined ? {} : { organization }),
    now: nowMs,
  };
}
