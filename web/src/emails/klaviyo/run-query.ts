import { queryOptions } from "@tanstack/react-query";
import type { ProvisioningRun } from "../../api/api-types.ts";
import { answerOf, api } from "../../api/client.ts";
import { ApiProblem } from "../../api/problem.ts";

const LOOK_EVERY_MS = 1_000;

/** The plugin's last run, looked at again while it goes on; null when there was none. */
export function runQuery(plugin: string) {
  return queryOptions({
    queryKey: ["mails-in-klaviyo", plugin, "run"],
    queryFn: async (): Promise<ProvisioningRun | null> => {
      const path = { params: { path: { plugin } } };
      return answerOf(api.GET("/v1/admin/plugins/{plugin}/emails/run", path)).catch((error: unknown) => {
        if (error instanceof ApiProblem && error.code === "provisioning_run_not_found") return null;
        throw error;
      });
    },
    refetchInterval: ({ state }) => (state.data?.state === "running" ? LOOK_EVERY_MS : false),
  });
}
