import { accountRoutes } from "./accounts.ts";
import { eventBulkCreateJobRoutes } from "./event-bulk-create-jobs.ts";
import { eventRoutes } from "./events.ts";
import { flowActionRoutes } from "./flow-actions.ts";
import { flowMessageRoutes } from "./flow-messages.ts";
import { flowRoutes } from "./flows.ts";
import { listRoutes } from "./lists.ts";
import { mappedMetricRoutes } from "./mapped-metrics.ts";
import { metricRoutes } from "./metrics.ts";
import { profileImportRoutes } from "./profile-import.ts";
import { profileRoutes } from "./profiles.ts";
import type { Route } from "./request.ts";
import { tagRoutes } from "./tags.ts";
import { templateRoutes } from "./templates.ts";

const ROUTES: readonly Route[] = [
  ...accountRoutes,
  ...eventRoutes,
  ...eventBulkCreateJobRoutes,
  ...metricRoutes,
  ...profileRoutes,
  ...profileImportRoutes,
  ...listRoutes,
  ...templateRoutes,
  ...flowRoutes,
  ...flowActionRoutes,
  ...flowMessageRoutes,
  ...tagRoutes,
  ...mappedMetricRoutes,
];

const routesByPath = new Map<string, Map<string, Route>>();
for (const route of ROUTES) {
  const routes = routesByPath.get(route.path) ?? new Map<string, Route>();
  routes.set(route.method, route);
  routesByPath.set(route.path, routes);
}

export type RouteMatch =
  | { readonly kind: "found"; readonly route: Route; readonly endpoint: string; readonly id: string }
  | { readonly kind: "method_not_allowed"; readonly allowed: readonly string[] }
  | { readonly kind: "not_found" };

/** The route of a path; a slash at its end makes no difference. */
export function matchRoute(method: string, givenPath: string): RouteMatch {
  const path = givenPath.length > 1 && givenPath.endsWith("/") ? givenPath.slice(0, -1) : givenPath;
  let routes = routesByPath.get(path);
  let id = "";
  if (routes === undefined) {
    const [, root, resource, wanted, ...rest] = path.split("/");
    if (!wanted) return { kind: "not_found" };
    routes = routesByPath.get(["", root, resource, "{id}", ...rest].join("/"));
    id = decodeId(wanted);
  }
  if (routes === undefined) return { kind: "not_found" };
  const route = routes.get(method);
  if (route === undefined) return { kind: "method_not_allowed", allowed: [...routes.keys()] };
  return { kind: "found", route, endpoint: `${route.method} ${route.path}`, id };
}

function decodeId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The limits of an endpoint by its name (`METHOD /path/{id}`); undefined when there is no such endpoint. */
export function realLimitsOf(endpoint: string): Route["limits"] | undefined {
  const [method = "", path = ""] = endpoint.split(" ");
  return routesByPath.get(path)?.get(method)?.limits;
}
