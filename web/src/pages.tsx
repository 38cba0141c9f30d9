import { IconGauge } from "@tabler/icons-react";
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
  page("$", PageNotFound),
] as const;

/** What the list of pages shows, in its order. */
export const NAVIGATION = [{ to: "/", label: texts.overview.title, icon: IconGauge }] as const;
