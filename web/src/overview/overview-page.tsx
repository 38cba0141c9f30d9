import { List } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { Page } from "../shell/page.tsx";
import { texts } from "../texts/texts.ts";

export function OverviewPage() {
  const status = useQuery({ queryKey: ["status"], queryFn: () => answerOf(api.GET("/v1/admin/status")) });
  return (
    <Page title={texts.overview.title}>
      {status.isError && <ProblemNotice problem={status.error} onRetry={() => void status.refetch()} />}
      <List>
        {status.data?.plugins.map(({ id, name }) => (
          <List.Item key={id}>{name}</List.Item>
        ))}
      </List>
    </Page>
  );
}
