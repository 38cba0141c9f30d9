import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Plugin } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { fieldErrorsOf } from "../api/problem.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { texts } from "../texts/texts.ts";
import { WhatBecame } from "../try-it/what-became.tsx";

const words = texts.setup.samples;

interface SamplesStepProps {
  readonly plugin: Plugin;
  readonly onDone: () => void;
}

/** One event of every metric, so that flows can be built on them before the first customer comes. */
export function SamplesStep({ plugin, onDone }: SamplesStepProps) {
  const [email, setEmail] = useState("");
  const path = { plugin: plugin.id };
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => answerOf(api.POST("/v1/admin/plugins/{plugin}/samples", { params: { path }, body: { email } })),
  });
  const fault = fieldErrorsOf(error).email;
  return (
    <Stack gap="md">
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
          {error !== null && fault === undefined && <ProblemNotice problem={error} />}
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
      {data !== undefined && <WhatBecame sent={data} plugins={[plugin]} />}
    </Stack>
  );
}
