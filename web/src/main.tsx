import "@mantine/core/styles.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { ApiProblem } from "./api/problem.ts";
import { queryClient } from "./api/query-client.ts";
import { router } from "./router.tsx";
import { readStyleNonce } from "./shell/style-nonce.ts";
import { resolveVariables, theme } from "./theme.ts";

const Notifications = lazy(async () => ({ default: (await import("./shell/notifications.tsx")).Notifications }));

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root.");

createRoot(root, { onCaughtError: reportFault }).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      getStyleNonce={readStyleNonce}
      deduplicateInlineStyles
    >
      <Suspense fallback={null}>
        <Notifications />
      </Suspense>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

/** What the service refused is shown on the page, and is no fault of it. */
function reportFault(error: unknown): void {
  if (!(error instanceof ApiProblem)) reportError(error);
}
