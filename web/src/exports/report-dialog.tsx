import { Button, Loader, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ExportReport } from "../api/api-types.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { texts } from "../texts/texts.ts";
import { MetricTable } from "./metric-table.tsx";
import { reportQuery } from "./queries.ts";
import { Verification } from "./verification.tsx";

interface ReportDialogProps {
  readonly plugin: string;
  readonly onClose: () => void;
}

export function ReportDialog({ plugin, onClose }: ReportDialogProps) {
  const words = texts.exporting.report;
  const { data: report, error, refetch } = useQuery(reportQuery(plugin));
  return (
    <Dialog onClose={onClose} title={words.title} size="xl">
      <Stack>
        {error !== null && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
        {report === undefined && error === null && <Loader aria-label={texts.shell.loading} />}
        {report !== undefined && (
          <>
            <Text size="sm">
              {verdictOf(report)} {report.problems > 0 && `${words.unread(report.problems)} `}
              {report.waiting > 0 && words.waiting(report.waiting)}
            </Text>
            <MetricTable lines={report.lines} sentTitle={words.sent} />
            <Verification plugin={plugin} />
            <Button
              component="a"
              href={`/v1/admin/plugins/${encodeURIComponent(plugin)}/export/report.csv`}
              variant="default"
              w="fit-content"
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {texts.exporting.downloadReport}
            </Button>
          </>
        )}
      </Stack>
    </Dialog>
  );
}

/** What could not be read is in no line: the lines alone say whether what was read was sent. */
function verdictOf({ lines, isEverythingSent }: ExportReport): string {
  const words = texts.exporting.report;
  if (isEverythingSent) return words.complete;
  return lines.every(({ source, sent }) => source.count === sent.count) ? words.readable : words.incomplete;
}
