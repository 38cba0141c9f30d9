import { readFileSync } from "node:fs";
import type { Answer } from "../http/answer.ts";
import type { SandboxState } from "../state.ts";
import { settleAccount } from "../store/account.ts";
import { activityPage } from "./activity.ts";
import { changeFlowStatus, flowPage, flowsPage } from "./flows.ts";
import { mailContent, mailPage, mailsPage } from "./mails.ts";
import { metricsPage } from "./metrics.ts";
import { missingPage } from "./missing.ts";
import type { ViewRequest } from "./page.ts";
import { profilePage, profilesPage } from "./profiles.ts";

const STYLE = readFileSync(new URL("./view.css", import.meta.url), "utf8");

/** Whether a path belongs to the view: Klaviyo's API and the inspection have the others. */
export function isViewPath(path: string): boolean {
  return !path.startsWith("/api/") && !path.startsWith("/__sandbox");
}

/**
 * The account as Klaviyo would show it to a person in a browser: activity feed, profiles, flows, mails, metrics. Every value is escaped, no
 * script runs, and nothing is loaded from elsewhere but the pictures of a mail.
 */
export function answerView(state: SandboxState, method: string, target: string, body: string): Answer {
  const { pathname, searchParams } = new URL(target, "http://sandbox");
  if (pathname === "/view.css") {
    return { status: 200, headers: { "content-type": "text/css; charset=utf-8" }, body: STYLE };
  }
  const accounts = [...state.accounts.keys()];
  const account = state.accounts.get(searchParams.get("account") ?? accounts[0] ?? "");
  if (account === undefined)
    return { status: 404, headers: { "content-type": "text/plain" }, body: "No such account." };
  const nowMs = state.clock.now();
  settleAccount(account, nowMs);
  const view: ViewRequest = { account, accounts, query: searchParams, nowMs };
  const [section = "", id = "", part = ""] = pathname.slice(1).split("/");
  switch (`${method} ${[section, id && ":id", part].filter((one) => one !== "").join("/")}`) {
    case "GET ":
      return activityPage(view);
    case "GET profiles":
      return profilesPage(view);
    case "GET profiles/:id":
      return profilePage(view, id);
    case "GET flows":
      return flowsPage(view);
    case "GET flows/:id":
      return flowPage(view, id);
    case "POST flows/:id/status":
      return changeFlowStatus(view, id, new URLSearchParams(body));
    case "GET mails":
      return mailsPage(view);
    case "GET mails/:id":
      return mailPage(view, id);
    case "GET mails/:id/html":
      return mailContent(view, id);
    case "GET metrics":
      return metricsPage(view);
    default:
      return missingPage(view, "There is no such page.");
  }
}
