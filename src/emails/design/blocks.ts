import { COLOR_STAND_INS as COLOR, ifGiven, slot, text } from "./slots.ts";

/** Rows of one column, across the whole mail. */
export function section(rows: readonly string[], padding = "0 40px"): string {
  return `<mj-section css-class="edge" padding="${padding}"><mj-column>${rows.join("\n")}</mj-column></mj-section>`;
}

/** Rows that are in the mail under a condition of Klaviyo's template language. */
export function when(condition: string, rows: string, otherwise = ""): string {
  const raw = (tag: string) => `<mj-raw>{% ${tag} %}</mj-raw>`;
  return `${raw(`if ${condition}`)}${rows}${otherwise && raw("else") + otherwise}${raw("endif")}`;
}

/** Rows that are in the mail when the branding has the field. */
export function whenGiven(name: "shopUrl" | "accountUrl", rows: string, otherwise = ""): string {
  return `<mj-raw>[[?${name}]]</mj-raw>${rows}<mj-raw>[[/${name}]]</mj-raw>${
    otherwise && `<mj-raw>[[!${name}]]</mj-raw>${otherwise}<mj-raw>[[/${name}]]</mj-raw>`
  }`;
}

export function heading(content: string): string {
  return `<mj-text css-class="ink heading" padding="0 0 20px"><h1 style="margin:0;font-size:28px;line-height:1.25;font-weight:400;letter-spacing:-0.2px;">${content}</h1></mj-text>`;
}

export function subheading(content: string, beside = ""): string {
  const side =
    beside && `<td class="muted" align="right" style="font-size:13px;color:${COLOR.mutedColor};">${beside}</td>`;
  return `<mj-table css-class="ink" role="presentation"><tr><td><h2 style="margin:0;font-size:15px;line-height:1.4;font-weight:600;">${content}</h2></td>${side}</tr></mj-table>`;
}

export function paragraph(content: string, padding = "0 0 16px"): string {
  return `<mj-text css-class="ink" padding="${padding}">${content}</mj-text>`;
}

export function smallPrint(content: string, padding = "0 0 12px"): string {
  return `<mj-text css-class="muted" font-size="13px" color="${COLOR.mutedColor}" padding="${padding}">${content}</mj-text>`;
}

export function greeting(): string {
  return paragraph(
    `{% if person.first_name %}${text("greeting.named")}{% else %}${text("greeting.plain")}{% endif %}`,
    "0 0 12px",
  );
}

export function button(href: string, label: string, padding = "12px 0 8px"): string {
  return `<mj-button css-class="button" href="${href}" padding="${padding}">${label}</mj-button>`;
}

export function space(height: number): string {
  return `<mj-spacer height="${height}px" />`;
}

/** A line across. */
export function rule(): string {
  return `<mj-divider css-class="rule-row" border-width="1px" border-color="${COLOR.borderColor}" padding="0" />`;
}

/** Label and value, one above the other, in two columns; a pair whose condition fails is left out. */
export function facts(pairs: readonly Fact[]): string {
  const cells = pairs.map(({ label, value, when: condition }) => {
    const cell = `<td class="fact" valign="top" style="padding:0 24px 16px 0;"><span class="muted" style="color:${COLOR.mutedColor};font-size:12px;">${label}</span><br>${value}</td>`;
    return condition ? `{% if ${condition} %}${cell}{% endif %}` : cell;
  });
  return `<mj-table css-class="ink" role="presentation" table-layout="fixed"><tr>${cells.join("")}</tr></mj-table>`;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** In Klaviyo's template language. */
  readonly when?: string;
}

/** Where to turn to: the shop's pages that the branding has. */
export function help(): string {
  const link = (href: string, label: string) =>
    `<a href="${href}" style="color:${COLOR.textColor};text-decoration:underline;">${label}</a>`;
  const line = (content: string) => `<p style="margin:4px 0 0;">${content}</p>`;
  const lines = [
    ifGiven("supportUrl", line(link(slot("supportUrl"), text("help.contact")))),
    ifGiven("supportEmail", line(link(`mailto:${slot("supportEmail")}`, slot("supportEmail")))),
    ifGiven("returnsUrl", line(link(slot("returnsUrl"), text("help.returns")))),
  ].join("");
  const title = `<h2 style="margin:0;font-size:15px;line-height:1.4;font-weight:600;">${text("help.title")}</h2>`;
  const isReachable = ifGiven("supportUrl", title, ifGiven("supportEmail", title, ifGiven("returnsUrl", title)));
  return `<mj-text css-class="ink" font-size="14px" padding="8px 0 0">${isReachable}${lines}</mj-text>`;
}
