import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem.ts";

const MAX_TRIES = 3;

/**
 * What was refused is not asked again; what could not be answered is. A browser that takes itself for offline asks all the same: the service may
 * run beside it, and a page that waits without a word would go on showing that all is well.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      networkMode: "always",
      retry: (failures, error) =>
        failures < MAX_TRIES &&
        (!(error instanceof ApiProblem) || error.document.status >= 500 || error.document.status === 0),
    },
    mutations: { networkMode: "always" },
  },
});
