import { z } from "zod";
import type { KlaviyoError } from "./outcome.ts";

const errorDocument = z.object({
  errors: z
    .array(
      z.object({
        code: z.string().catch("unknown"),
        title: z.string().catch(""),
        detail: z.string().catch(""),
        source: z
          .object({ pointer: z.string().nullable().catch(null), parameter: z.string().nullable().catch(null) })
          .partial()
          .catch({}),
      }),
    )
    .min(1),
});

/**
 * Klaviyo's error document (JSON:API). Null when the text is anything else: an HTML page, nothing, half a document.
 * The wording of `detail` may change any day; decide by `code`, `pointer` and status (Klaviyo, API versioning policy).
 */
export function parseErrorDocument(text: string): KlaviyoError[] | null {
  const parsed = errorDocument.safeParse(parseJson(text));
  if (!parsed.success) return null;
  return parsed.data.errors.map(({ code, title, detail, source }) => ({
    code,
    title: withoutKeys(title),
    detail: withoutKeys(detail),
    pointer: source.pointer ?? null,
    parameter: source.parameter ?? null,
  }));
}

/** The parsed JSON, or undefined when the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Klaviyo does not repeat a private key in its answers; a proxy in between might. */
export function withoutKeys(text: string): string {
  return text.replace(/pk_[A-Za-z0-9_-]+/g, "pk_…");
}
