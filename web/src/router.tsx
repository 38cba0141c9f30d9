import { createRouter } from "@tanstack/react-router";
import { PAGES } from "./pages.tsx";
import { PageFailed, PageNotFound, PagePending } from "./shell/page-states.tsx";
import { rootRoute, shellRoute } from "./shell/shell-route.tsx";

export const router = createRouter({
  routeTree: rootRoute.addChildren([shellRoute.addChildren(PAGES)]),
  basepath: "/app",
  defaultPreload: "intent",
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: PageNotFound,
  defaultPendingComponent: PagePending,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
