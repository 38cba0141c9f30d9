import { COLOR_STAND_INS as COLOR, ifGiven, slot, text } from "./slots.ts";
import { headStyle } from "./style.ts";

const FONT = "'Helvetica Neue',Helvetica,Arial,sans-serif";

/** Why the customer gets the mail; marketing can be unsubscribed from, transactional mail need not be. */
export type Purpose = "service" | "marketing";

/** A whole mail in MJML: the shop's name or logo, the mail's own sections on white, and the footer. */
export function frame(sections: readonly string[], purpose: Purpose): string {
  return `<mjml lang="${slot("language")}" dir="ltr">
<mj-head>
  <mj-title>${slot("subject")}</mj-title>
  <mj-breakpoint width="480px" />
  <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
  <mj-attributes>
    <mj-all font-family="${FONT}" />
    <mj-text font-size="15px" line-height="1.6" color="${COLOR.textColor}" padding="0" />
    <mj-section padding="0 40px" />
    <mj-table font-size="14px" line-height="1.5" color="${COLOR.textColor}" padding="0" />
    <mj-button align="left" background-color="${COLOR.accentColor}" color="${COLOR.buttonTextColor}" font-size="14px" font-weight="500" line-height="1.2" letter-spacing="0.4px" border-radius="2px" inner-padding="16px 32px" padding="0" />
  </mj-attributes>
  <mj-style>${headStyle()}</mj-style>
</mj-head>
<mj-body background-color="${COLOR.backgroundColor}" width="600px" css-class="page">
  <mj-section padding="36px 24px 28px"><mj-column>${brandMark()}</mj-column></mj-section>
  <mj-wrapper css-class="card" background-color="#ffffff" padding="44px 0 48px">
${sections.join("\n")}
  </mj-wrapper>
  ${footer(purpose)}
</mj-body>
</mjml>`;
}

function brandMark(): string {
  const image = (source: "logoUrl" | "logoDarkUrl", shown: string, style: string) =>
    `<img class="${shown}" src="${slot(source)}" alt="${slot("shopName")}" width="${slot("logoWidth")}" style="${style}margin:0 auto;width:${slot("logoWidth")}px;max-width:100%;height:auto;border:0;">`;
  const light = ifGiven(
    "logoDarkUrl",
    image("logoUrl", "on-light", "display:block;"),
    image("logoUrl", "logo", "display:block;"),
  );
  const dark = ifGiven(
    "logoDarkUrl",
    `<!--[if !mso]><!-->${image("logoDarkUrl", "on-dark", "display:none;")}<!--<![endif]-->`,
  );
  const name = `<span style="font-size:20px;font-weight:500;letter-spacing:3px;text-transform:uppercase;">${slot("shopName")}</span>`;
  const mark = ifGiven("logoUrl", light + dark, name);
  const linked = ifGiven(
    "shopUrl",
    `<a href="${slot("shopUrl")}" style="color:${COLOR.pageTextColor};text-decoration:none;display:inline-block;">${mark}</a>`,
    mark,
  );
  return `<mj-text css-class="ink" align="center" line-height="1.4" color="${COLOR.pageTextColor}">${linked}</mj-text>`;
}

function footer(purpose: Purpose): string {
  const link = (href: string, label: string) =>
    `<a href="${href}" style="color:${COLOR.pageMutedColor};text-decoration:underline;">${label}</a>`;
  const line = (content: string) => `<p style="margin:0 0 12px;">${content}</p>`;
  const pages = [
    ifGiven("termsUrl", link(slot("termsUrl"), text("footer.terms"))),
    ifGiven("privacyUrl", link(slot("privacyUrl"), text("footer.privacy"))),
  ];
  const isMarketing = purpose === "marketing";
  const lines = [
    ifGiven("socialLinks", line(slot("socialLinks"))),
    ifGiven("termsUrl", line(pages.join(" &nbsp; ")), ifGiven("privacyUrl", line(pages[1] ?? ""))),
    line(text(isMarketing ? "footer.marketing" : "footer.service")),
    isMarketing ? line(`{% unsubscribe "${text("footer.unsubscribe")}" %}`) : "",
    line(slot("senderLines")),
  ];
  return `<mj-section padding="32px 24px 40px"><mj-column>
    <mj-text css-class="muted" align="center" font-size="12px" line-height="1.6" color="${COLOR.pageMutedColor}">${lines.join("")}</mj-text>
  </mj-column></mj-section>`;
}
