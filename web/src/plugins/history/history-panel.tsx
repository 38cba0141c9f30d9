import { Anchor, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ExportStatus } from "../../api/api-types.ts";
import { answerOf, api } from "../../api/client.ts";
import { ProblemNotice } from "../../api/problem-notice.tsx";
import { texts } from "../../texts/texts.ts";
import { ConfirmDialog } from "../confirm-dialog.tsx";
import classes from "../form/settings-form.module.css";
import { exportQuery } from "../queries.ts";

const words = texts.plugins.history;
const number = new Intl.NumberFormat("en");

type Verb = "pause" | "resume" | "cancel";

/** How far the historical export is, and what can be done with it. */
export function HistoryPanel({ history, isWanted }: { readonly history: ExportStatus; readonly isWanted: boolean }) {
  const { pluginId: plugin, status } = history;
  const client = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const { mutate, error, isPending } = useMutation({
    mutationFn: (verb: Verb) => {
      const path = { params: { path: { plugin } } };
      if (verb === "pause") return answerOf(api.POST("/v1/admin/plugins/{plugin}/export/pause", path));
      if (verb === "resume") return answerOf(api.POST("/v1/admin/plugins/{plugin}/export/resume", path));
      return answerOf(api.POST("/v1/admin/plugins/{plugin}/export/cancel", path));
    },
    onSuccess: (changed) => {
      setIsAsking(false);
      client.setQueryData(exportQuery(plugin).queryKey, changed);
    },
  });
  if (status === "not_synchronised") return isWanted ? <Below>{words.starts}</Below> : null;
  const { pending, paused, failed } = {
    pending: status === "pending",
    paused: status === "paused",
    failed: status === "failed",
  };

  return (
    <div className={classes.row}>
      <Stack gap="xs">
        <Numbers history={history} />
        {isWanted && !history.isLocked && <Text size="sm">{words.starts}</Text>}
        {error !== null && <ProblemNotice problem={error} />}
        <Group gap="sm">
          {pending && (
            <Button size="xs" variant="default" loading={isPending} onClick={() => mutate("pause")}>
              {words.pause}
            </Button>
          )}
          {(paused || failed) && (
            <Button size="xs" variant="default" loading={isPending} onClick={() => mutate("resume")}>
              {words.resume}
            </Button>
          )}
          {(pending || paused) && (
            <Button size="xs" variant="light" color="red" onClick={() => setIsAsking(true)}>
              {words.cancel}
            </Button>
          )}
          <Anchor size="sm" href={`/v1/admin/plugins/${plugin}/export/report.csv`} download>
            {words.report}
          </Anchor>
        </Group>
      </Stack>
      {isAsking && (
        <ConfirmDialog
          title={words.cancelTitle}
          detail={words.cancelDetail}
          confirm={words.cancelConfirm}
          cancel={words.keep}
          isPending={isPending}
          problem={error}
          onConfirm={() => mutate("cancel")}
          onClose={() => setIsAsking(false)}
        />
      )}
    </div>
  );
}

function Numbers({ history: { orders, events, problems, secondsLeft, isLocked } }: { readonly history: ExportStatus }) {
  const { done, total } = orders;
  return (
    <>
      {isLocked && (
        <Progress
          value={total === null || total === 0 ? 0 : (done / total) * 100}
          aria-label={words.progress}
          animated={total === null}
        />
      )}
      <Text size="sm">
        {words.orders(number.format(done), total === null ? null : number.format(total))};{" "}
        {words.events(number.format(events.sent), number.format(events.waiting))}
        {secondsLeft !== null && `; ${words.timeLeft(Math.ceil(secondsLeft / 60))}`}
        {problems > 0 && `; ${words.problems(number.format(problems))}`}
      </Text>
    </>
  );
}

function Below({ children }: { readonly children: string }) {
  return (
    <div className={classes.row}>
      <Text size="sm">{children}</Text>
    </div>
  );
}
