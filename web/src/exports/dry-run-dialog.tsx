import { Loader, Modal, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { texts } from "../texts/texts.ts";
import { MetricTable } from "./metric-table.tsx";
import { dryRunQuery } from "./queries.ts";

interface DryRunDialogProps {
  readonly plugin: string;
  readonly onClose: () => void;
}

/** Counts what an export would send. */
export function DryRunDialog({ plugin, onClose }: DryRunDialogProps) {
  const words = texts.exporting;
  const { data: trial, error, refetch } = useQuery(dryRunQuery(plugin));
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.counted.title}
      size="xl"
      closeButtonProps={{ "aria-label": texts.shell.close }}
    >
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
          </>
        )}
      </Stack>
    </Modal>
  );
}
