import { button, greeting, heading, help, paragraph, section, smallPrint, space, whenGiven } from "./blocks.ts";
import { frame } from "./frame.ts";
import type { MailDesign } from "./mail-design.ts";
import { COLON, COLOR_STAND_INS as COLOR, ifGiven, slot, text } from "./slots.ts";
import { textFrame, textGreeting, textHelp, textParagraph } from "./text-blocks.ts";

/** The link lets anyone in, so the mail says what to do for those who did not ask for it. */
export function resetPasswordMail(): MailDesign {
  const link = `<a href="{{ event.PasswordResetLink }}" style="color:${COLOR.mutedColor};word-break:break-all;">{{ event.PasswordResetLink }}</a>`;
  const sections = [
    section([
      heading(text("resetPassword.heading")),
      greeting(),
      paragraph(text("resetPassword.intro"), "0 0 28px"),
      button("{{ event.PasswordResetLink }}", text("resetPassword.button"), "0 0 36px"),
      smallPrint(`${text("resetPassword.link")}<br>${link}`, "0 0 20px"),
      smallPrint(text("resetPassword.ignore"), "0"),
    ]),
    section([space(20), help()]),
  ];
  const paragraphs = [
    textParagraph(text("resetPassword.heading")),
    textGreeting(),
    textParagraph(text("resetPassword.intro")),
    textParagraph("{{ event.PasswordResetLink }}"),
    textParagraph(text("resetPassword.ignore")),
    textHelp(),
  ];
  return { mjml: frame(sections, "service"), text: textFrame(paragraphs, "service") };
}

export function createdAccountMail(): MailDesign {
  const toAccount = button(slot("accountUrl"), text("createdAccount.account"), "0 0 36px");
  const toShop = button(slot("shopUrl"), text("createdAccount.shop"), "0 0 36px");
  const sections = [
    section([
      heading(text("createdAccount.heading")),
      greeting(),
      paragraph(text("createdAccount.intro"), "0 0 28px"),
      whenGiven("accountUrl", toAccount, whenGiven("shopUrl", toShop)),
    ]),
    section([help()]),
  ];
  const paragraphs = [
    textParagraph(text("createdAccount.heading")),
    textGreeting(),
    textParagraph(text("createdAccount.intro")),
    ifGiven("accountUrl", textParagraph(`${text("createdAccount.account")}${COLON} ${slot("accountUrl")}`)),
    ifGiven("shopUrl", textParagraph(`${text("createdAccount.shop")}${COLON} ${slot("shopUrl")}`)),
    textHelp(),
  ];
  return { mjml: frame(sections, "service"), text: textFrame(paragraphs, "service") };
}
