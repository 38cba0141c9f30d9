import { createRootRoute, createRoute, Outlet, redirect } from "@tanstack/react-router";
import { meQuery } from "../account/use-me.ts";
import { ApiProblem } from "../api/problem.ts";
import { queryClient } from "../api/query-client.ts";
import { PageNotFound, PagePending, ShellFailed } from "./page-states.tsx";
import { Shell } from "./shell.tsx";

export const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: PageNotFound });

/** Parent of every page of somebody who is signed in; anybody else is led to the sign-in, and back afterwards. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: Shell,
  errorComponent: ShellFailed,
  pendingComponent: PagePending,
  beforeLoad: async ({ location }) => {
    await queryClient.ensureQueryData(meQuery).catch((error: unknown) => {
      if (error instanceof ApiProblem && error.document.status === 401)
        throw redirect({ to: "/sign-in", search: { to: location.href } });
      throw error;
    });
  },
});
