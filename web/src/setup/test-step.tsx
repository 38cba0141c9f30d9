import { Alert, Button, Group, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Plugin } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { ExaminationResult } from "../plugins/centra/examination-result.tsx";
import { TestResult } from "../plugins/klaviyo/key-test.tsx";
import { keysQuery } from "../plugins/queries.ts";
import { PagePending } from "../shell/page-states.tsx";
import { texts } from "../texts/texts.ts";

const words = texts.setup.test;

/** Asked once, and again when somebody wants it. */
const ONCE = { refetchOnWindowFocus: false, staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false } as const;

interface TestStepProps {
  readonly plugin: Plugin;
  readonly centra: "none" | "starting" | "reading";
  readonly onDone: () => void;
}

/** Both sides answer, or what is to be mended. */
export function TestStep({ plugin: { id: plugin }, centra, onDone }: TestStepProps) {
  const path = { params: { path: { plugin } } };
  const klaviyo = useQuery({
    queryKey: ["plugins", plugin, "test"],
    queryFn: () => answerOf(api.POST("/v1/admin/plugins/{plugin}/test", path)),
    ...ONCE,
  });
  const examination = useQuery({
    queryKey: ["plugins", plugin, "examination"],
    queryFn: () => answerOf(api.POST("/v1/admin/plugins/{plugin}/centra/doctor", path)),
    enabled: centra !== "none",
    ...ONCE,
  });
  const { data: keys = [] } = useQuery(keysQuery(plugin));
  const hasKey = keys.some(({ revokedAt }) => revokedAt === null);
  const again = () => {
    void klaviyo.refetch();
    if (centra !== "none") void examination.refetch();
  };

  return (
    <Stack gap="md" maw={720}>
      <Part title={words.klaviyo} isPending={klaviyo.isPending} problem={klaviyo.error}>
        {klaviyo.data !== undefined && <TestResult result={klaviyo.data} />}
      </Part>
      {centra !== "none" && (
        <Part title={words.centra} isPending={examination.isPending} problem={examination.error}>
          {examination.data !== undefined && <ExaminationResult examination={examination.data} />}
        </Part>
      )}
      {hasKey && (
        <Part title={words.push} isPending={false} problem={null}>
          <Alert color="green" variant="light">
            {words.pushReady}
          </Alert>
        </Part>
      )}
      {centra === "none" && !hasKey && (
        <Alert color="yellow" variant="light">
          {words.nothing}
        </Alert>
      )}
      <Group>
        <Button onClick={onDone}>{texts.setup.goOn}</Button>
        <Button variant="default" loading={klaviyo.isFetching || examination.isFetching} onClick={again}>
          {words.again}
        </Button>
      </Group>
    </Stack>
  );
}

interface PartProps {
  readonly title: string;
  readonly isPending: boolean;
  readonly problem: unknown;
  readonly children: ReactNode;
}

function Part({ title, isPending, problem, children }: PartProps) {
  return (
    <>
      <Title order={2} size="h4">
        {title}
      </Title>
      {isPending && <PagePending />}
      {problem !== null && <ProblemNotice problem={problem} />}
      {children}
    </>
  );
}
