import { queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";

/** Which mails there are, and in which languages. */
export const emailsQuery = queryOptions({
  queryKey: ["emails"],
  queryFn: () => answerOf(api.GET("/v1/admin/emails")),
  staleTime: Infinity,
});
