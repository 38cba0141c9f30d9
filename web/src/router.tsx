import { createRouter } from "@tanstack/react-router";
import { meQuery } from "./account/use-me.ts";
import { queryClient } from "./api/query-client.ts";
import { onSignedOut } from "./api/signed-out.ts";
import { PAGES } from "./pages.tsx";
import { PageFailed, PageNotFound, PagePending } from "./shell/page-states.tsx";
import { rootRoute, shellRoute } from "./shell/shell-route.tsx";
import { SIGN_IN_PAGES } from "./sign-in/sign-in-routes.tsx";

export const router = createRouter({
  routeTree: rootRoute.addChildren([...SIGN_IN_PAGES, shellRoute.addChildren(PAGES)]),
  basepath: "/app",
  defaultPreload: "intent",
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: PageNotFound,
  defaultPendingComponent: PagePending,
  scrollRestoration: true,
});

/** Who was signed in and is no longer is led to the sign-in, and back afterwards. */
onSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (queryClient.getQueryData(meQuery.queryKey) === undefined || pathname.endsWith("/sign-in")) return;
  void router.navigate({ to: "/sign-in", search: { to: href } }).then(() => queryClient.clear());
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
