import { Badge, Button, Group, Paper, Stack, Table, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { formatTime } from "../texts/format.ts";
import { texts } from "../texts/texts.ts";
import { describeBrowser } from "./describe-browser.ts";

export function SessionList() {
  const words = texts.account.sessions;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const found = useQuery({ queryKey: ["me", "sessions"], queryFn: () => answerOf(api.GET("/v1/admin/me/sessions")) });
  const endOne = useMutation({
    mutationFn: (session: string) =>
      answerOf(api.DELETE("/v1/admin/me/sessions/{session}", { params: { path: { session } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ["me", "sessions"] }),
  });
  const endAll = useMutation({
    mutationFn: () => answerOf(api.DELETE("/v1/admin/me/sessions")),
    onSuccess: async () => {
      await navigate({ to: "/sign-in" });
      queries.clear();
    },
  });
  const problem = found.error ?? endOne.error ?? endAll.error;
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {words.title}
          </Title>
          <Button variant="default" loading={endAll.isPending} onClick={() => endAll.mutate()}>
            {words.endAll}
          </Button>
        </Group>
        {problem !== null && <ProblemNotice problem={problem} />}
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.browser}</Table.Th>
              <Table.Th visibleFrom="sm">{words.since}</Table.Th>
              <Table.Th>{words.lastUsed}</Table.Th>
              <Table.Th>{words.actions}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.data?.sessions.map(({ id, browser, createdAt, seenAt, isCurrent }) => {
              const name = describeBrowser(browser) ?? words.unknown;
              return (
                <Table.Tr key={id}>
                  <Table.Td>
                    {name}{" "}
                    {isCurrent && (
                      <Badge variant="default" tt="none">
                        {words.thisOne}
                      </Badge>
                    )}
                  </Table.Td>
                  <Table.Td visibleFrom="sm">{formatTime(createdAt)}</Table.Td>
                  <Table.Td>{formatTime(seenAt)}</Table.Td>
                  <Table.Td>
                    {!isCurrent && (
                      <Button
                        size="xs"
                        variant="default"
                        aria-label={words.endOne(name)}
                        onClick={() => endOne.mutate(id)}
                      >
                        {words.end}
                      </Button>
                    )}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Stack>
    </Paper>
  );
}
