import { slot } from "./slots.ts";

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
    rule(".page", `background-color:${DARK.page} !important;`),
    rule(".card, .card > table", `background:${DARK.card} !important;background-color:${DARK.card} !important;`),
    rule(".ink, .ink div, .ink h1, .ink h2, .ink a", `color:${DARK.text} !important;`),
    rule(".muted, .muted div, .muted a", `color:${DARK.muted} !important;`),
    rule(".rule", `border-color:${DARK.border} !important;`),
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
.on-dark{display:none;}
@media only screen and (max-width:479px){
.card{padding-left:0 !important;padding-right:0 !important;}
.edge > td, .edge{padding-left:20px !important;padding-right:20px !important;}
.picture{width:72px !important;}
.heading h1{font-size:24px !important;}
.button table, .button a{width:100% !important;box-sizing:border-box !important;}
}
@media (prefers-color-scheme:dark){
${darkRules("")}
}
${darkRules("[data-ogsc] ")}
`;
}
