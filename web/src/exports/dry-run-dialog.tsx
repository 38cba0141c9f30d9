import { Code, List, Loader, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ExportDryRun } from "../api/api-types.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { formatTime } from "../texts/format.ts";
import { texts } from "../texts/texts.ts";
import { MetricTable } from "./metric-table.tsx";

interface DryRunDialogProps {
  readonly plugin: string;
  readonly count: () => Promise<ExportDryRun>;
  readonly onClose: () => void;
}

/** Counts what an export would send, and shows some of it. */
export function DryRunDialog({ plugin, count, onClose }: DryRunDialogProps) {
  const words = texts.exporting;
  const {
    data: trial,
    error,
    refetch,
  } = useQuery({
    queryKey: ["plugins", plugin, "export", "dry-run"],
    queryFn: count,
    ...{ staleTime: 0, gcTime: 0, retry: false, refetchOnWindowFocus: false },
  });
  return (
    <Dialog onClose={onClose} title={words.counted.title} size="xl">
      <Stack>
        {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
        {trial === undefined && error === null && <Loader aria-label={texts.shell.loading} />}
        {trial !== undefined && (
          <>
            <Text size="sm">
              {words.customers}: {words.of(trial.total.customers ?? trial.read.customers, null)}. {words.orders}:{" "}
              {words.of(trial.total.orders ?? trial.read.orders, null)}.{" "}
              {!trial.isWhole && words.counted.part(trial.read.orders)} {words.counted.nothingSent}
            </Text>
            <MetricTable
              sentTitle={words.report.wouldBeSent}
              lines={trial.lines.map(({ mapped, left, ...line }) => ({
                ...line,
                sent: mapped,
                differences: Object.entries(left).map(([code, { count }]) => ({ code, count })),
              }))}
            />
            <Samples samples={trial.samples} />
            <Problems problems={trial.problems} />
          </>
        )}
      </Stack>
    </Dialog>
  );
}

function Samples({ samples }: Pick<ExportDryRun, "samples">) {
  const words = texts.exporting.counted;
  if (samples.length === 0) return null;
  return (
    <>
      <Title order={3} size="h6">
        {words.samples}
      </Title>
      {samples.map(({ metric, uniqueId, time, properties }) => (
        <details key={metric + uniqueId}>
          <summary>
            <Text span size="sm">
              {words.sample(metric, uniqueId, formatTime(Date.parse(time)))}
            </Text>
          </summary>
          <Code block tabIndex={0}>
            {JSON.stringify(properties, null, 2)}
          </Code>
        </details>
      ))}
    </>
  );
}

function Problems({ problems }: Pick<ExportDryRun, "problems">) {
  if (problems.length === 0) return null;
  return (
    <>
      <Title order={3} size="h6">
        {texts.exporting.problems.title}
      </Title>
      <List size="sm">
        {problems.map(({ reference, message }) => (
          <List.Item key={reference + message}>
            {reference}: {message}
          </List.Item>
        ))}
      </List>
    </>
  );
}
