import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMay } from "../account/use-me.ts";
import type { EventDetail } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { texts } from "../texts/texts.ts";

const words = texts.activity.whatToDo;

/** Why an event did not reach Klaviyo, what to do about it, and the button to send it after all. Nothing for one that did. */
export function WhatToDo({ event }: { readonly event: EventDetail }) {
  if (event.state === "dead")
    return (
      <Advice color="red" title={words.dead.title} advice={words.dead.advice} quote={event.failure?.detail}>
        <SendAgain id={event.id} label={words.dead.action} />
      </Advice>
    );
  if (event.state === "skipped")
    return (
      <Advice color="gray" title={words.skipped.title} advice={words.skipped.advice} quote={event.reason?.message}>
        <SendAgain id={event.id} label={words.skipped.action} />
      </Advice>
    );
  return null;
}

interface AdviceProps {
  readonly color: string;
  readonly title: string;
  readonly advice: string;
  readonly quote: string | undefined;
  readonly children: React.ReactNode;
}

function Advice({ color, title, advice, quote, children }: AdviceProps) {
  return (
    <Alert color={color} variant="outline" title={title} styles={{ title: { color: "var(--mantine-color-text)" } }}>
      <Stack gap="xs">
        {quote !== undefined && (
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            <q>{quote}</q>
          </Text>
        )}
        <Text size="sm">{advice}</Text>
        {children}
      </Stack>
    </Alert>
  );
}

/** Nothing for somebody who may only look. */
function SendAgain({ id, label }: { readonly id: number; readonly label: string }) {
  const maySend = useMay("editor");
  const client = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => answerOf(api.POST("/v1/admin/events/replay", { body: { ids: [id] } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ["event", id] }),
  });
  if (!maySend) return null;
  return (
    <Group>
      <Button size="xs" variant="default" loading={isPending} onClick={() => mutate()}>
        {label}
      </Button>
      {error !== null && <ProblemNotice problem={error} />}
    </Group>
  );
}
