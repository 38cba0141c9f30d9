import { slot } from "./slots.ts";

/** The surface is a picture's place; neutral, since the branding's colours are made for white. */
const DARK = {
  page: "#111111",
  card: "#1c1c1c",
  text: "#f2f2f2",
  muted: "#b0b0b0",
  border: "#3a3a3a",
  surface: "#2a2a2a",
};

/** Colours where mail is read on dark; `scope` is for Outlook, which marks its dark mode by an attribute. */
function darkRules(scope: string): string {
  const rule = (selector: string, declarations: string) =>
    `${selector
      .split(",")
      .map((part) => `${scope}${part.trim()}`)
      .join(",")}{${declarations}}`;
  return [
    rule(".page, .page > div", `background-color:${DARK.page} !important;`),
    rule(".card, .card > table", `background:${DARK.card} !important;background-color:${DARK.card} !important;`),
    rule(".ink div, .ink table, .ink a", `color:${DARK.text} !important;`),
    rule(".muted, .muted div, .muted a, .ink .muted", `color:${DARK.muted} !important;`),
    rule(".rule, .rule-row p", `border-color:${DARK.border} !important;`),
    rule(".surface", `background-color:${DARK.surface} !important;`),
    rule(
      ".button td, .button a",
      `background:${slot("darkButtonColor")} !important;background-color:${slot("darkButtonColor")} !important;color:${slot("darkButtonTextColor")} !important;`,
    ),
    rule(".on-light", "display:none !important;"),
    rule(".on-dark", "display:block !important;"),
  ].join("\n");
}

/** Kept as it is in the head: what mail programs know of media queries, and what differs on dark. */
export function headStyle(): string {
  return `
:root{color-scheme:light dark;supported-color-schemes:light dark;}
a{text-underline-offset:2px;}
.muted a{color:inherit;}
.on-dark{display:none;}
@media only screen and (max-width:479px){
.edge > table > tbody > tr > td{padding-left:24px !important;padding-right:24px !important;}
.picture{width:72px !important;}
.picture-cell{width:84px !important;}
.heading h1{font-size:24px !important;}
.fact{padding-right:8px !important;}
.button table, .button a{width:100% !important;box-sizing:border-box !important;}
}
@media (prefers-color-scheme:dark){
${darkRules("")}
}
${darkRules("[data-ogsc] ")}
`;
}
