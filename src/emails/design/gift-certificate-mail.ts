import { button, greeting, heading, help, paragraph, section, space, when } from "./blocks.ts";
import { frame } from "./frame.ts";
import type { MailDesign } from "./mail-design.ts";
import { COLON, COLOR_STAND_INS as COLOR, text } from "./slots.ts";
import { textFrame, textGreeting, textHelp, textParagraph, textWhen } from "./text-blocks.ts";

/** A card with what it is worth and its code, and the giver's words above it. */
export function giftCertificateMail(): MailDesign {
  const muted = `color:${COLOR.mutedColor};font-size:12px;`;
  const card = `<mj-table css-class="ink" role="presentation"><tr><td class="surface rule" align="center" style="padding:40px 24px;background-color:${COLOR.surfaceColor};border:1px solid ${COLOR.borderColor};">
<p style="margin:0;font-size:36px;line-height:1.2;font-weight:300;letter-spacing:-0.5px;">{{ event.ValueInCustomerCurrencyFormatted }}</p>
<p class="muted" style="margin:24px 0 4px;${muted}">${text("giftCertificate.code")}</p>
<p style="margin:0;font-size:20px;line-height:1.3;font-weight:600;letter-spacing:2px;word-break:break-all;">{{ event.Code }}</p>
{% if event.DueDateFormatted %}<p class="muted" style="margin:20px 0 0;${muted}">${text("giftCertificate.validUntil")}</p>{% endif %}
</td></tr></mj-table>`;
  const message = `<mj-text css-class="ink" font-size="17px" line-height="1.5" padding="0 0 28px"><p class="rule" style="margin:0;padding-left:16px;border-left:2px solid ${COLOR.accentColor};font-style:italic;">{{ event.Message|linebreaksbr }}</p></mj-text>`;
  const sections = [
    section([
      heading(text("giftCertificate.heading")),
      greeting(),
      paragraph(text("giftCertificate.intro"), "0 0 28px"),
      when("event.Message", message),
      card,
      space(28),
      when("event.Link", button("{{ event.Link }}", text("giftCertificate.button"), "0 0 36px")),
    ]),
    section([help()]),
  ];
  const paragraphs = [
    textParagraph(text("giftCertificate.heading")),
    textGreeting(),
    textParagraph(text("giftCertificate.intro")),
    textWhen("event.Message", textParagraph("{{ event.Message }}")),
    "{{ event.ValueInCustomerCurrencyFormatted }}\n",
    `${text("giftCertificate.code")}${COLON} {{ event.Code }}\n`,
    textWhen("event.DueDateFormatted", `${text("giftCertificate.validUntil")}\n`),
    "\n",
    textWhen("event.Link", textParagraph(`${text("giftCertificate.button")}${COLON} {{ event.Link }}`)),
    textHelp(),
  ];
  return { mjml: frame(sections, "service"), text: textFrame(paragraphs, "service") };
}
