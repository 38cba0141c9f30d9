import { Alert, Button, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, api } from "../api/client.ts";
import { fieldErrorsOf } from "../api/problem.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { texts } from "../texts/texts.ts";

const words = texts.setup.samples;

/** One event of every metric, so that flows can be built on them before the first customer comes. */
export function SamplesStep({ plugin, onDone }: { readonly plugin: string; readonly onDone: () => void }) {
  const [email, setEmail] = useState("");
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () =>
      answerOf(api.POST("/v1/admin/plugins/{plugin}/sample-data", { params: { path: { plugin } }, body: { email } })),
  });
  const fault = fieldErrorsOf(error).email;
  const of = (outcome: "taken" | "refused" | "left_out") =>
    (data?.samples ?? []).filter((sample) => sample.outcome === outcome);

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack gap="md" maw={640}>
        <Text size="sm">{words.intro}</Text>
        <TextInput
          type="email"
          label={words.email}
          description={words.emailHint}
          value={email}
          error={fault && texts.plugins.faults.sentence(words.email, fault)}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        {error !== null && <ProblemNotice problem={error} hidesFaults={fault !== undefined} />}
        {of("taken").length > 0 && (
          <Alert color="green" variant="light" role="status" title={words.sent(of("taken").length)}>
            {words.where}
          </Alert>
        )}
        <Outcomes title={words.refused} color="red" samples={of("refused")} />
        <Outcomes title={words.left} color="yellow" samples={of("left_out")} />
        <Group>
          <Button type="submit" variant={data === undefined ? "filled" : "default"} loading={isPending}>
            {words.send}
          </Button>
          <Button variant={data === undefined ? "subtle" : "filled"} onClick={onDone}>
            {data === undefined ? words.skip : texts.setup.goOn}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface OutcomesProps {
  readonly title: string;
  readonly color: string;
  readonly samples: readonly { readonly metric: string; readonly detail: string }[];
}

function Outcomes({ title, color, samples }: OutcomesProps) {
  if (samples.length === 0) return null;
  return (
    <Alert color={color} variant="light" title={title} role="status">
      <List size="sm">
        {samples.map(({ metric, detail }) => (
          <List.Item key={metric}>
            {metric}: {detail}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
