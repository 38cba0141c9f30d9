import { Anchor, Button, Card, Stack, Text, Title } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { CopyLine } from "../plugins/copy-line.tsx";
import { texts } from "../texts/texts.ts";

const words = texts.setup.demo;

/** Offers the demo shop: started by the service where the browser can reach it, by hand elsewhere. */
export function DemoCard() {
  const { data: demo } = useQuery({ queryKey: ["demo"], queryFn: () => answerOf(api.GET("/v1/admin/demo")) });
  const {
    mutate,
    data: started,
    error,
    isPending,
  } = useMutation({
    mutationFn: () => answerOf(api.POST("/v1/admin/demo")),
  });
  if (demo === undefined) return null;
  return (
    <Card withBorder maw={640} component="section" aria-labelledby="demo-title">
      <Stack gap="sm">
        <Title order={2} size="h4" id="demo-title">
          {words.title}
        </Title>
        <Text size="sm">{words.detail}</Text>
        {error !== null && <ProblemNotice problem={error} />}
        {started !== undefined && (
          <>
            <Text size="sm" role="status">
              {words.runs}
            </Text>
            <Anchor href={started.url} target="_blank">
              {words.open}
            </Anchor>
            <Text size="sm">{words.signIn(started.email)}</Text>
            <CopyLine text={started.password} />
          </>
        )}
        {started === undefined && demo.canStart && (
          <Button variant="default" w="fit-content" loading={isPending} onClick={() => mutate()}>
            {words.start}
          </Button>
        )}
        {!demo.canStart && (
          <>
            <Text size="sm">{words.byHand}</Text>
            <CopyLine text={words.command} />
          </>
        )}
      </Stack>
    </Card>
  );
}
