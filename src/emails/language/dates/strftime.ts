import type { Moment } from "../values.ts";
import { formatDate } from "./format-date.ts";

/** Directives of Python's `strftime` as letters of Django's format. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  ...{ Y: "Y", y: "y", m: "m", d: "d", e: "j", B: "F", b: "M", h: "M", A: "l", a: "D" },
  ...{ H: "H", I: "h", M: "i", S: "s", p: "A", j: "z", w: "w", F: "Y-m-d", T: "H:i:s" },
};

/** Formats as `{% today "%Y-%m-%d" as today %}` does, in English. undefined for a directive that is not known. */
export function strftime(moment: Moment, format: string): string | undefined {
  let known = true;
  const text = format.replaceAll(/%(-?)(.)/gs, (_whole, dash: string, directive: string) => {
    if (directive === "%") return "%";
    const letters = DIRECTIVES[directive];
    if (letters === undefined) known = false;
    const shown = letters === undefined ? "" : formatDate(moment, letters);
    if (directive === "j") return shown.padStart(3, "0");
    return dash === "" ? shown : shown.replace(/^0(?=\d)/, "");
  });
  return known ? text : undefined;
}
