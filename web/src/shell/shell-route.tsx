import { createRootRoute, createRoute, Outlet } from "@tanstack/react-router";
import { PageFailed, PageNotFound, PagePending } from "./page-states.tsx";
import { Shell } from "./shell.tsx";

export const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: PageNotFound });

/** Parent of every page of somebody who is signed in. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: Shell,
  errorComponent: PageFailed,
  pendingComponent: PagePending,
});
