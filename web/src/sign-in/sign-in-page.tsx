import { Button, Code, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { meQuery } from "../account/use-me.ts";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { texts } from "../texts/texts.ts";
import { Card } from "./card.tsx";
import { safeReturnPath } from "./return-path.ts";

export function SignInPage() {
  const words = texts.signIn;
  const queries = useQueryClient();
  const { history } = useRouter();
  const { to } = useSearch({ from: "/sign-in" });
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) => answerOf(api.POST("/v1/session", { body })),
    onSuccess: async () => {
      queries.clear();
      await queries.ensureQueryData(meQuery);
      history.push(`/app${safeReturnPath(to)}`);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get("email")), password: String(form.get("password")) });
  };
  return (
    <Card title={words.title}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {signIn.isError && <ProblemNotice problem={signIn.error} />}
          <TextInput label={words.email} name="email" type="email" autoComplete="username" required autoFocus />
          <PasswordInput label={words.password} name="password" autoComplete="current-password" required />
          <Button type="submit" loading={signIn.isPending}>
            {words.submit}
          </Button>
          <Text size="sm" c="dimmed">
            {words.forgotten} <Code>{words.command}</Code>
          </Text>
        </Stack>
      </form>
    </Card>
  );
}
