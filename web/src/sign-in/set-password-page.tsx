import { Button, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { answerOf, api } from "../api/client.ts";
import { fieldErrorsOf } from "../api/problem.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { PagePending } from "../shell/page-states.tsx";
import { texts } from "../texts/texts.ts";
import { Card } from "./card.tsx";

interface Chosen {
  readonly password: string;
  readonly email?: string;
  readonly name?: string;
}

export function SetPasswordPage() {
  const words = texts.signIn.setPassword;
  const secret = useLocation({ select: ({ hash }) => hash });
  const link = useQuery({
    queryKey: ["password-link", secret],
    queryFn: () => answerOf(api.POST("/v1/password-link/look", { body: { secret } })),
    enabled: secret !== "",
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Card title={words.title}>
      {secret === "" && <Text>{words.noLink.detail}</Text>}
      {link.isLoading && <PagePending />}
      {link.isError && <ProblemNotice problem={link.error} />}
      {link.data !== undefined && (
        <SetPasswordForm key={secret} secret={secret} email={link.data.email} name={link.data.name} />
      )}
    </Card>
  );
}

interface FormProps {
  readonly secret: string;
  readonly email: string | null;
  readonly name: string;
}

function SetPasswordForm({ secret, email, name }: FormProps) {
  const words = texts.signIn.setPassword;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isDifferent, setDifferent] = useState(false);
  const set = useMutation({
    mutationFn: (chosen: Chosen) => answerOf(api.POST("/v1/password-link", { body: { secret, ...chosen } })),
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: "/", replace: true });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [password, again] = [String(form.get("password")), String(form.get("again"))];
    setDifferent(password !== again);
    if (password !== again) return;
    set.mutate({
      password,
      name: String(form.get("name")),
      ...(email === null ? { email: String(form.get("email")) } : {}),
    });
  };
  const faults = fieldErrorsOf(set.error);
  const isOnFields = Object.keys(faults).length > 0;
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">{email === null ? words.welcome : words.invited(email)}</Text>
        {set.isError && !isOnFields && <ProblemNotice problem={set.error} />}
        {email === null ? (
          <TextInput
            label={texts.signIn.email}
            name="email"
            type="email"
            autoComplete="username"
            required
            error={faults.email}
          />
        ) : (
          <input type="hidden" name="username" autoComplete="username" value={email} />
        )}
        <TextInput
          label={words.name}
          description={words.nameHint}
          name="name"
          autoComplete="name"
          defaultValue={name}
        />
        <PasswordInput
          label={words.password}
          description={words.passwordHint}
          name="password"
          autoComplete="new-password"
          required
          error={faults.password}
        />
        <PasswordInput
          label={words.again}
          name="again"
          autoComplete="new-password"
          required
          error={isDifferent ? words.notTheSame : undefined}
        />
        <Button type="submit" loading={set.isPending}>
          {words.submit}
        </Button>
      </Stack>
    </form>
  );
}
