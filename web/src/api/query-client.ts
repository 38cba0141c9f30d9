import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem.ts";

const MAX_TRIES = 3;

/** What was refused is not asked again; what could not be answered is. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) =>
        failures < MAX_TRIES &&
        (!(error instanceof ApiProblem) || error.document.status >= 500 || error.document.status === 0),
    },
  },
});
