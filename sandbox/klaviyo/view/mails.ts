import { type Html, html } from "../../../src/http/docs/html.ts";
import type { Answer } from "../http/answer.ts";
import type { Mail } from "../store/mails.ts";
import { missingPage } from "./missing.ts";
import { hrefOf, pageAnswer, pageOf, type ViewRequest } from "./page.ts";
import { spokenTime } from "./times.ts";

/** What live flows sent, newest first, and what they could not send. */
export function mailsPage(view: ViewRequest) {
  const { account, nowMs } = view;
  const { page, links } = pageOf(view, "/mails", account.mails.sent.toReversed());
  const counts = Object.entries(account.mails.counts()).map(
    ([language, count]) => html`<li>${language || "–"}: ${count}</li>`,
  );
  const skipped = account.mails.skipped.toReversed().slice(0, 50);
  const list =
    page.length === 0
      ? html`<p class="nothing">No mails yet. Live flows send them when an event of their metric comes; <a href="${hrefOf(view, "/flows")}">flows</a> are made as drafts.</p>`
      : html`<ul class="languages" aria-label="Mails by language">${counts}</ul><ul class="rows">${page.map((mail) => mailRow(view, mail))}</ul>`;
  const notSent =
    skipped.length === 0
      ? html``
      : html`<h2>Not sent</h2><ul class="rows">${skipped.map(
          (mail) =>
            html`<li><p><strong>${mail.messageName}</strong> to ${mail.to || "nobody"}</p><p>${mail.reason}</p><p class="when">${spokenTime(mail.at, nowMs, account.settings.timezone ?? "UTC")}</p></li>`,
        )}</ul>`;
  return pageAnswer(view, "/mails", "Mails", html`${list}${links}${notSent}`);
}

export function mailRow(view: ViewRequest, mail: Mail): Html {
  const when = spokenTime(mail.sentAt, view.nowMs, view.account.settings.timezone ?? "UTC");
  return html`<li><p><a href="${hrefOf(view, `/mails/${mail.id}`)}">${mail.subject || "(no subject)"}</a> <span class="mark">${mail.language || "–"}</span></p>
<p>${mail.messageName} to ${mail.to}</p><p class="when">${when}</p></li>`;
}

/** A mail as the customer gets it, wide and narrow, and its plain text. */
export function mailPage(view: ViewRequest, id: string) {
  const mail = view.account.mails.find(id);
  if (mail === undefined) return missingPage(view, "There is no such mail, or it is older than the newest 1,000.");
  const source = hrefOf(view, `/mails/${id}/html`);
  return pageAnswer(
    view,
    "/mails",
    mail.subject || "(no subject)",
    html`<dl class="facts">
<div><dt>To</dt><dd><a href="${hrefOf(view, `/profiles/${mail.profileId}`)}">${mail.to}</a></dd></div>
<div><dt>From</dt><dd>${mail.from || "–"}</dd></div>
<div><dt>Preview text</dt><dd>${mail.previewText || "–"}</dd></div>
<div><dt>Language</dt><dd>${mail.language || "–"}</dd></div>
<div><dt>Because of</dt><dd>${mail.metric}</dd></div>
<div><dt>Flow</dt><dd><a href="${hrefOf(view, `/flows/${mail.flowId}`)}">${mail.flowName}</a></dd></div>
</dl>
<div class="previews">
<figure><figcaption>Desktop</figcaption><iframe class="wide" sandbox title="The mail on a desktop" src="${source}"></iframe></figure>
<figure><figcaption>Phone</figcaption><iframe class="phone" sandbox title="The mail on a phone" src="${source}"></iframe></figure>
</div>
<h2>Plain text</h2>
<pre tabindex="0">${mail.text || "–"}</pre>`,
  );
}

/** The mail's own HTML: no script runs in it, and it has no origin. Pictures of the shop may load. */
export function mailContent(view: ViewRequest, id: string): Answer {
  const mail = view.account.mails.find(id);
  if (mail === undefined) return missingPage(view, "There is no such mail.");
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "sandbox; default-src 'none'; img-src * data:; style-src 'unsafe-inline'; frame-ancestors 'self'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
    body: mail.html,
  };
}
