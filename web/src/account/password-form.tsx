import { Alert, Button, Paper, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { answerOf, api } from "../api/client.ts";
import { fieldErrorsOf } from "../api/problem.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { texts } from "../texts/texts.ts";

export function PasswordForm() {
  const words = texts.account.password;
  const form = useRef<HTMLFormElement>(null);
  const [isDifferent, setDifferent] = useState(false);
  const change = useMutation({
    mutationFn: (body: { current: string; next: string }) => answerOf(api.PUT("/v1/admin/me/password", { body })),
    onSuccess: () => form.current?.reset(),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const next = String(given.get("next"));
    const isSame = next === String(given.get("again"));
    setDifferent(!isSame);
    if (isSame) change.mutate({ current: String(given.get("current")), next });
  };
  const faults = fieldErrorsOf(change.error);
  return (
    <Paper withBorder p="md" maw={420}>
      <form ref={form} onSubmit={submit}>
        <Stack gap="sm">
          <Title order={2} size="h4">
            {words.title}
          </Title>
          {change.isError && Object.keys(faults).length === 0 && <ProblemNotice problem={change.error} />}
          {change.isSuccess && (
            <Alert color="green" role="status">
              {words.done}
            </Alert>
          )}
          <PasswordInput
            label={words.current}
            name="current"
            autoComplete="current-password"
            required
            error={faults.current}
          />
          <PasswordInput
            label={words.next}
            description={texts.signIn.setPassword.passwordHint}
            name="next"
            autoComplete="new-password"
            required
            error={faults.next}
          />
          <PasswordInput
            label={words.again}
            name="again"
            autoComplete="new-password"
            required
            error={isDifferent ? texts.signIn.setPassword.notTheSame : undefined}
          />
          <Text size="sm">{words.hint}</Text>
          <Button type="submit" loading={change.isPending} w="fit-content">
            {words.submit}
          </Button>
        </Stack>
      </form>
    </Paper>
  );
}
