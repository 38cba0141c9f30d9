import { IconGauge, IconUsers } from "@tabler/icons-react";
import { createRoute, lazyRouteComponent, type RouteComponent } from "@tanstack/react-router";
import { PageNotFound } from "./shell/page-states.tsx";
import { shellRoute } from "./shell/shell-route.tsx";
import { texts } from "./texts/texts.ts";

/** A page inside the shell; its code is loaded when it is first visited. */
function page<const Path extends string>(path: Path, component: RouteComponent) {
  return createRoute({ getParentRoute: () => shellRoute, path, component });
}

/** Every page inside the shell, a line each. A page whose address has search parameters calls `createRoute` with `validateSearch`. */
export const PAGES = [
  page(
    "/",
    lazyRouteComponent(() => import("./overview/overview-page.tsx"), "OverviewPage"),
  ),
  page(
    "/users",
    lazyRouteComponent(() => import("./users/users-page.tsx"), "UsersPage"),
  ),
  page(
    "/account",
    lazyRouteComponent(() => import("./account/account-page.tsx"), "AccountPage"),
  ),
  page("$", PageNotFound),
] as const;

/** What the list of pages shows, in its order, to whom the role allows it. */
export const NAVIGATION = [
  { to: "/", label: texts.overview.title, icon: IconGauge, role: "viewer" },
  { to: "/users", label: texts.users.title, icon: IconUsers, role: "owner" },
] as const;
