import { IconFlask, IconGauge, IconHistory, IconListDetails, IconMail, IconPlug, IconUsers } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent, type RouteComponent } from "@tanstack/react-router";
import { validateActivitySearch } from "./activity/activity-search.ts";
import { queryClient } from "./api/query-client.ts";
import { readChangesSearch } from "./changes/queries.ts";
import { readKlaviyoSearch } from "./emails/klaviyo/order.ts";
import { readEmailsSearch } from "./emails/mail-choice.ts";
import { overviewQuery, SHOWN_AT_FIRST } from "./overview/queries.ts";
import { pluginQuery, pluginsQuery, statusQuery } from "./plugins/queries.ts";
import { validateSection } from "./plugins/section.ts";
import { validateSetupSearch } from "./setup/validate-setup-search.ts";
import { PageNotFound } from "./shell/page-states.tsx";
import { shellRoute } from "./shell/shell-route.tsx";
import { texts } from "./texts/texts.ts";

/** A page inside the shell; its code is loaded when it is first visited. */
function page<const Path extends string>(path: Path, component: RouteComponent) {
  return createRoute({ getParentRoute: () => shellRoute, path, component });
}

/**
 * Every page inside the shell, a line each. A page whose address has search parameters calls `createRoute` with `validateSearch`; a `loader` asks
 * for what the page shows while its code is still on the way.
 */
export const PAGES = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/",
    component: lazyRouteComponent(() => import("./overview/overview-page.tsx"), "OverviewPage"),
    loader: () => {
      void queryClient.prefetchQuery(overviewQuery(SHOWN_AT_FIRST, undefined));
      void queryClient.prefetchQuery(pluginsQuery);
    },
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/activity",
    loader: () => void queryClient.prefetchQuery(pluginsQuery),
    component: lazyRouteComponent(() => import("./activity/activity-page.tsx"), "ActivityPage"),
    validateSearch: validateActivitySearch,
  }),
  page(
    "/try",
    lazyRouteComponent(() => import("./try-it/try-it-page.tsx"), "TryItPage"),
  ),
  page(
    "/plugins",
    lazyRouteComponent(() => import("./plugins/plugin-list-page.tsx"), "PluginListPage"),
  ),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/plugins/$plugin",
    component: lazyRouteComponent(() => import("./plugins/plugin-page.tsx"), "PluginPage"),
    validateSearch: validateSection,
    loader: ({ params }) => {
      void queryClient.prefetchQuery(pluginQuery(params.plugin));
      void queryClient.prefetchQuery(statusQuery);
    },
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/emails",
    component: lazyRouteComponent(() => import("./emails/emails-page.tsx"), "EmailsPage"),
    validateSearch: readEmailsSearch,
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/emails/klaviyo",
    component: lazyRouteComponent(() => import("./emails/klaviyo/mails-in-klaviyo-page.tsx"), "MailsInKlaviyoPage"),
    validateSearch: readKlaviyoSearch,
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/setup",
    component: lazyRouteComponent(() => import("./setup/setup-page.tsx"), "SetupPage"),
    validateSearch: validateSetupSearch,
  }),
  page(
    "/users",
    lazyRouteComponent(() => import("./users/users-page.tsx"), "UsersPage"),
  ),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/changes",
    component: lazyRouteComponent(() => import("./changes/changes-page.tsx"), "ChangesPage"),
    validateSearch: readChangesSearch,
  }),
  page(
    "/account",
    lazyRouteComponent(() => import("./account/account-page.tsx"), "AccountPage"),
  ),
  page("$", PageNotFound),
] as const;

/** What the list of pages shows, in its order, to whom the role allows it. */
export const NAVIGATION = [
  { to: "/", label: texts.overview.title, icon: IconGauge, role: "viewer" },
  { to: "/activity", label: texts.activity.title, icon: IconListDetails, role: "viewer" },
  { to: "/plugins", label: texts.plugins.title, icon: IconPlug, role: "viewer" },
  { to: "/emails", label: texts.emails.title, icon: IconMail, role: "viewer" },
  { to: "/try", label: texts.tryIt.title, icon: IconFlask, role: "editor" },
  { to: "/users", label: texts.users.title, icon: IconUsers, role: "owner" },
  { to: "/changes", label: texts.changes.title, icon: IconHistory, role: "owner" },
] as const;
