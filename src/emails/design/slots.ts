import type { Branding } from "../../plugins/branding.ts";
import type { TextKey } from "../texts/texts.ts";

/** What is put into a layout when a mail is composed, besides the branding's own fields. */
export type Slot =
  | keyof Branding
  | "language"
  | "subject"
  | "mutedColor"
  | "pageTextColor"
  | "pageMutedColor"
  | "borderColor"
  | "surfaceColor"
  | "buttonTextColor"
  | "darkButtonColor"
  | "darkButtonTextColor"
  | "socialLinks"
  | "senderLines";

/** Where the value of a slot goes. */
export function slot(name: Slot): string {
  return `[[${name}]]`;
}

/** Where a text goes. */
export function text(key: TextKey): string {
  return `[[t:${key}]]`;
}

/** Between a label and what it labels, in the language's punctuation. */
export const COLON = "[[t:colon]]";

/** `content` when the slot has a value, else `otherwise`. */
export function ifGiven(name: Slot, content: string, otherwise = ""): string {
  return `[[?${name}]]${content}[[/${name}]]${otherwise && `[[!${name}]]${otherwise}[[/${name}]]`}`;
}

/** MJML wants colours where a slot's mark would be none, so these stand for the slots while it works. */
export const COLOR_STAND_INS = {
  accentColor: "#0a0001",
  buttonTextColor: "#0a0002",
  backgroundColor: "#0a0003",
  textColor: "#0a0004",
  mutedColor: "#0a0005",
  pageTextColor: "#0a0008",
  pageMutedColor: "#0a0009",
  borderColor: "#0a0006",
  surfaceColor: "#0a0007",
} as const satisfies Partial<Record<Slot, string>>;

export function replaceStandIns(html: string): string {
  let replaced = html;
  for (const [name, color] of Object.entries(COLOR_STAND_INS)) replaced = replaced.replaceAll(color, `[[${name}]]`);
  return replaced;
}
