import { Alert, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../account/use-me.ts";
import type { ExportStatus } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { ConfirmDialog } from "../plugins/confirm-dialog.tsx";
import { texts } from "../texts/texts.ts";
import { DryRunDialog } from "./dry-run-dialog.tsx";
import { ExportProgress } from "./export-progress.tsx";
import { FileChoice } from "./file-choice.tsx";
import { ProblemsDialog } from "./problems-dialog.tsx";
import { exportQuery, ofPlugin } from "./queries.ts";
import { ReportDialog } from "./report-dialog.tsx";
import { removeFile, uploadFile } from "./upload-file.ts";

interface ExportPanelProps {
  readonly status: ExportStatus;
  /** "Yes" is chosen in the form, and not saved yet. */
  readonly isWanted: boolean;
  /** A date is chosen, and everything is saved. */
  readonly canStart: boolean;
}

type Verb = "pause" | "resume" | "cancel";
type Dialog = "cancel" | "report" | "problems" | "dry-run";

/** How far a plugin's historical export is, and what can be done with it. */
export function ExportPanel({ status, isWanted, canStart }: ExportPanelProps) {
  const words = texts.exporting;
  const client = useQueryClient();
  const mayChange = useMay("editor");
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { pluginId: plugin, isLocked, status: state } = status;
  const { queryKey } = exportQuery(plugin);
  const lookAgain = () => void client.invalidateQueries({ queryKey });
  const keep = (changed: ExportStatus) => {
    setDialog(null);
    client.setQueryData(queryKey, changed);
  };
  const change = useMutation({
    mutationFn: (verb: Verb) => answerOf(api.POST(`/v1/admin/plugins/{plugin}/export/${verb}`, ofPlugin(plugin))),
    onSuccess: keep,
    onError: lookAgain,
  });
  const [chosen, setChosen] = useState<File | null>(null);
  const [handedOver, setHandedOver] = useState<number | null>(null);
  const handOver = async () => {
    if (chosen === null) return undefined;
    try {
      return await uploadFile(plugin, chosen, setHandedOver);
    } finally {
      setHandedOver(null);
    }
  };
  const start = useMutation({
    mutationFn: async () => {
      const file = await handOver();
      const body = file === undefined ? {} : { file };
      return answerOf(api.POST("/v1/admin/plugins/{plugin}/export/start", { ...ofPlugin(plugin), body })).catch(
        async (error: unknown) => {
          if (file !== undefined) await removeFile(plugin, file);
          throw error;
        },
      );
    },
    onSuccess: (started) => {
      setChosen(null);
      keep(started);
    },
    onError: lookAgain,
  });
  const count = async () => {
    const file = await handOver();
    try {
      const body = file === undefined ? {} : { file };
      return await answerOf(api.POST("/v1/admin/plugins/{plugin}/export/dry-run", { ...ofPlugin(plugin), body }));
    } finally {
      if (file !== undefined) await removeFile(plugin, file);
    }
  };
  const problem = change.error ?? start.error;

  return (
    <Paper withBorder p="md" component="section" aria-label={words.label}>
      <Stack gap="md">
        {state !== "not_synchronised" && <ExportProgress status={status} />}
        <Trouble status={status} />
        {isWanted && !isLocked && <Text size="sm">{words.starts}</Text>}
        {mayChange && !isLocked && !canStart && !isWanted && <Text size="sm">{words.needsDate}</Text>}
        {mayChange && !isLocked && (
          <FileChoice
            chosen={chosen}
            handedOver={handedOver}
            onChoose={(file) => {
              start.reset();
              setChosen(file);
            }}
          />
        )}
        {problem !== null && <ProblemNotice problem={problem} />}
        <Group gap="sm">
          {mayChange && state === "pending" && (
            <Button size="xs" variant="default" loading={change.isPending} onClick={() => change.mutate("pause")}>
              {words.pause}
            </Button>
          )}
          {mayChange && (state === "paused" || state === "failed") && (
            <Button size="xs" loading={change.isPending} onClick={() => change.mutate("resume")}>
              {words.resume}
            </Button>
          )}
          {mayChange && (isLocked || state === "failed") && (
            <Button size="xs" variant="light" color="red" onClick={() => setDialog("cancel")}>
              {words.cancel}
            </Button>
          )}
          {mayChange && !isLocked && (
            <>
              <Button size="xs" disabled={!canStart} loading={start.isPending} onClick={() => start.mutate()}>
                {words.start}
              </Button>
              <Button size="xs" variant="default" disabled={!canStart} onClick={() => setDialog("dry-run")}>
                {words.dryRun}
              </Button>
            </>
          )}
          {state !== "not_synchronised" && (
            <Button size="xs" variant="default" onClick={() => setDialog("report")}>
              {words.showReport}
            </Button>
          )}
          {status.problems > 0 && (
            <Button size="xs" variant="default" onClick={() => setDialog("problems")}>
              {words.showProblems(status.problems)}
            </Button>
          )}
        </Group>
      </Stack>
      {dialog === "cancel" && (
        <ConfirmDialog
          {...words.cancelling}
          isPending={change.isPending}
          problem={change.error}
          onConfirm={() => change.mutate("cancel")}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === "report" && <ReportDialog plugin={plugin} onClose={() => setDialog(null)} />}
      {dialog === "problems" && <ProblemsDialog plugin={plugin} onClose={() => setDialog(null)} />}
      {dialog === "dry-run" && <DryRunDialog plugin={plugin} count={count} onClose={() => setDialog(null)} />}
    </Paper>
  );
}

function Trouble({ status: { status, trouble } }: { readonly status: ExportStatus }) {
  if (trouble === null || (status !== "pending" && status !== "failed")) return null;
  return (
    <Alert
      color={status === "failed" ? "red" : "yellow"}
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={texts.exporting.trouble[status]}
    >
      {trouble.message}
    </Alert>
  );
}
