import { compileTemplate } from "../language/compile-template.ts";
import { fillText, TextFaultyError } from "../templates/placeholders.ts";
import type { TextChanges } from "./edited-texts.ts";

export interface TextFault {
  readonly key: string;
  /** What is wrong and what to do. */
  readonly message: string;
}

/** What of a merchant's own words could not become part of a mail: placeholders that there are not, tags that Klaviyo refuses. */
export function checkTexts(changes: TextChanges): TextFault[] {
  return Object.entries(changes).flatMap(([key, text]) => {
    if (text === null || text === undefined) return [];
    const message = faultOf(text);
    return message === null ? [] : [{ key, message }];
  });
}

function faultOf(text: string): string | null {
  if (text.trim() === "") return "The text is empty. Take it back to the standard one instead.";
  if (/\[\[|\]\]/.test(text)) return "[[ and ]] cannot stand in a text.";
  try {
    const filled = fillText(text, { shopName: "Shop", write: (words) => words });
    const compilation = compileTemplate(filled);
    return compilation.kind === "refused" ? (compilation.errors[0]?.message ?? null) : null;
  } catch (error) {
    if (error instanceof TextFaultyError) return error.message;
    throw error;
  }
}
