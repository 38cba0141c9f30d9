import { Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { texts } from "../texts/texts.ts";
import type { EventQuery } from "./activity-search.ts";
import { replayableQuery } from "./queries.ts";

const words = texts.activity.replay;

interface ReplayDialogProps {
  /** Its state is `dead` or `skipped`. */
  readonly query: EventQuery;
  readonly onClose: () => void;
}

/** Says how many events it is about, and asks, before they are sent again. */
export function ReplayDialog({ query, onClose }: ReplayDialogProps) {
  const client = useQueryClient();
  const count = useQuery(replayableQuery(query));
  const replay = useMutation({
    mutationFn: () => answerOf(api.POST("/v1/admin/events/replay", { body: query })),
    onSuccess: () =>
      Promise.all(
        ["events", "event", "overview", "replayable"].map((key) => client.invalidateQueries({ queryKey: [key] })),
      ),
  });
  const isSkipped = query.state === "skipped";
  return (
    <Dialog onClose={onClose} title={words.title}>
      <Stack gap="md">
        {count.isPending && <Loader size="sm" role="status" aria-label={texts.shell.loading} />}
        {count.isError && <ProblemNotice problem={count.error} onRetry={() => void count.refetch()} />}
        {count.data !== undefined && replay.data === undefined && (
          <>
            <Text fw={600}>{describeCount(count.data, query)}</Text>
            <Text size="sm">{isSkipped ? words.skippedDetail : words.deadDetail}</Text>
          </>
        )}
        {replay.isError && <ProblemNotice problem={replay.error} />}
        {replay.data !== undefined && <Text role="status">{words.done(replay.data.replayed)}</Text>}
        <Group justify="end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {replay.data === undefined ? words.cancel : texts.shell.close}
          </Button>
          {replay.data === undefined && (
            <Button
              disabled={(count.data?.replayable ?? 0) === 0}
              loading={replay.isPending}
              onClick={() => replay.mutate()}
            >
              {words.confirm}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}

/** A search by customer, order or time is counted up to a limit only. */
function describeCount(
  { replayable, countedUpTo }: { readonly replayable: number; readonly countedUpTo: number },
  { email, order, from, until }: EventQuery,
): string {
  const isCountedUp = [email, order, from, until].some((value) => value !== undefined) && replayable >= countedUpTo;
  return isCountedUp ? words.atLeast(replayable) : words.count(replayable);
}
