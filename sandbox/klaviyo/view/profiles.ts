import { html } from "../../../src/http/docs/html.ts";
import type { Profile } from "../store/profiles.ts";
import { avatar, emailOf, eventRow, nameOf, shown } from "./activity.ts";
import { mailRow } from "./mails.ts";
import { missingPage } from "./missing.ts";
import { hrefOf, pageAnswer, pageOf, type ViewRequest } from "./page.ts";

export function profilesPage(view: ViewRequest) {
  const profiles = [...view.account.profiles.all()].sort(
    (one, other) => (other.lastEventAt ?? 0) - (one.lastEventAt ?? 0),
  );
  const { page, links } = pageOf(view, "/profiles", profiles);
  const rows = page.map(
    (profile) => html`<li>${avatar(profile)}
<p class="who"><a href="${hrefOf(view, `/profiles/${profile.id}`)}">${nameOf(profile)}</a><span>${emailOf(profile)}</span></p>
<p class="what">${languageOf(profile)}</p></li>`,
  );
  const content =
    rows.length === 0 ? html`<p class="nothing">No profiles yet.</p>` : html`<ol class="feed short">${rows}</ol>`;
  return pageAnswer(view, "/profiles", "Profiles", html`${content}${links}`);
}

/** What Klaviyo knows of a customer, their events and their mails. */
export function profilePage(view: ViewRequest, id: string) {
  const { account } = view;
  const profile = account.profiles.find(id);
  if (profile === undefined) return missingPage(view, "There is no such profile.");
  const known = [
    ...profile.attributes,
    ...[...profile.location].map(([name, value]) => [`location: ${name}`, value] as const),
  ];
  const facts = [...known, ...Object.entries(profile.properties)].filter(
    ([, value]) => value !== null && value !== undefined,
  );
  const events = account.ingestion.events.filter(({ profileId }) => profileId === id).toReversed();
  const mails = account.mails.sent.filter(({ profileId }) => profileId === id).toReversed();
  const { page, links } = pageOf(view, `/profiles/${id}`, events);
  return pageAnswer(
    view,
    "/profiles",
    nameOf(profile),
    html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${shown(value)}</dd></div>`)}</dl>
<h2>Mails</h2>
${mails.length === 0 ? html`<p class="nothing">None.</p>` : html`<ul class="rows">${mails.map((mail) => mailRow(view, mail))}</ul>`}
<h2>Activity</h2>
<ol class="feed">${page.map((event) => eventRow(view, event))}</ol>${links}`,
  );
}

function languageOf(profile: Profile): string {
  const language = profile.properties.Language;
  return typeof language === "string" ? `Language: ${language}` : "";
}
