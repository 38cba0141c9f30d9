import { type Html, html } from "../../../src/http/docs/html.ts";
import type { Answer } from "../http/answer.ts";
import type { Account } from "../store/account.ts";

/** What a page of the view is made from. */
export interface ViewRequest {
  readonly account: Account;
  /** Every account of the sandbox, for the menu. */
  readonly accounts: readonly string[];
  readonly query: URLSearchParams;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

const MENU = [
  { path: "/", title: "Activity" },
  { path: "/profiles", title: "Profiles" },
  { path: "/flows", title: "Flows" },
  { path: "/mails", title: "Mails" },
  { path: "/metrics", title: "Metrics" },
];

/** Nothing from elsewhere and no script; a mail stands in a frame of its own. */
const CONTENT_SECURITY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export function pageAnswer(view: ViewRequest, path: string, title: string, content: Html, status = 200): Answer {
  const { account, accounts } = view;
  const menu = MENU.map((one) => {
    const current = one.path === path ? html` aria-current="page"` : html``;
    return html`<li><a href="${hrefOf(view, one.path)}"${current}>${one.title}</a></li>`;
  });
  const others = accounts
    .filter((id) => id !== account.id)
    .map((id) => html`<li><a href="/?account=${id}">${id}</a></li>`);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – sandbox Klaviyo</title>
<link rel="stylesheet" href="/view.css">
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header>
<p class="title">Sandbox Klaviyo <span class="shop">${account.settings.organizationName ?? account.id}</span></p>
<nav aria-label="Sections"><ul>${menu}</ul></nav>
${others.length > 0 ? html`<nav aria-label="Other accounts"><ul>${others}</ul></nav>` : html``}
</header>
<main id="content">
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": CONTENT_SECURITY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
    body: page.html,
  };
}

/** An address within the view that stays with the account. */
export function hrefOf(view: ViewRequest, path: string, query: Readonly<Record<string, string>> = {}): string {
  const isFirst = view.accounts[0] === view.account.id;
  const search = new URLSearchParams({ ...(isFirst ? {} : { account: view.account.id }), ...query });
  return search.size === 0 ? path : `${path}?${search}`;
}

const PAGE_SIZE = 50;

/** The page of `items` that the query asks for, and the links around it. */
export function pageOf<Item>(
  view: ViewRequest,
  path: string,
  items: readonly Item[],
): { page: readonly Item[]; links: Html } {
  const from = Math.max(0, Math.floor(Number(view.query.get("from") ?? 0)) || 0);
  const kept = Object.fromEntries([...view.query].filter(([name]) => name !== "from" && name !== "account"));
  const link = (to: number, text: string) =>
    html`<a href="${hrefOf(view, path, { ...kept, ...(to > 0 ? { from: String(to) } : {}) })}">${text}</a>`;
  const newer = from > 0 ? link(Math.max(0, from - PAGE_SIZE), "Newer") : html``;
  const older = from + PAGE_SIZE < items.length ? link(from + PAGE_SIZE, "Older") : html``;
  return {
    page: items.slice(from, from + PAGE_SIZE),
    links: items.length > PAGE_SIZE ? html`<nav class="pages" aria-label="Pages">${newer} ${older}</nav>` : html``,
  };
}
