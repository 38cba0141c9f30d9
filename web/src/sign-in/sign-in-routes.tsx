import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/shell-route.tsx";

/** `to`: where to go afterwards, checked before it is used. */
interface SignInSearch {
  readonly to?: string;
}

/** The pages of somebody who is nobody yet. */
export const SIGN_IN_PAGES = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/sign-in",
    validateSearch: ({ to }: Record<string, unknown>): SignInSearch => (typeof to === "string" ? { to } : {}),
    component: lazyRouteComponent(() => import("./sign-in-page.tsx"), "SignInPage"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/set-password",
    component: lazyRouteComponent(() => import("./set-password-page.tsx"), "SetPasswordPage"),
  }),
] as const;
