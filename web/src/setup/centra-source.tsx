import { Button, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, api } from "../api/client.ts";
import { fieldErrorsOf } from "../api/problem.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { connectionQuery, statusQuery } from "../plugins/queries.ts";
import { texts } from "../texts/texts.ts";

interface CentraSourceProps {
  readonly plugin: string;
  readonly isConnected: boolean;
  readonly onDone: () => void;
}

/** An address and a token are all that is needed to begin; the rest is on the plugin's page. */
export function CentraSource({ plugin, isConnected, onDone }: CentraSourceProps) {
  const words = texts.setup.source;
  const labels = texts.plugins.centra;
  const client = useQueryClient();
  const { data: connection } = useQuery({ ...connectionQuery(plugin), enabled: isConnected });
  const [apiUrl, setApiUrl] = useState("");
  const [token, setToken] = useState("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      answerOf(api.PUT("/v1/admin/plugins/{plugin}/centra", { params: { path: { plugin } }, body: { apiUrl, token } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: connectionQuery(plugin).queryKey });
      await client.invalidateQueries({ queryKey: statusQuery.queryKey });
      onDone();
    },
  });
  if (isConnected)
    return (
      <Group>
        <Text size="sm">{words.connected(connection?.apiUrl ?? "")}</Text>
        <Button onClick={onDone}>{texts.setup.goOn}</Button>
      </Group>
    );
  const faults = fieldErrorsOf(error);
  const fault = (field: string, label: string) =>
    faults[field] === undefined ? undefined : texts.plugins.faults.sentence(label, faults[field]);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack gap="md">
        <TextInput
          label={labels.apiUrl}
          description={labels.apiUrlHint}
          inputMode="url"
          value={apiUrl}
          error={fault("apiUrl", labels.apiUrl)}
          onChange={(event) => setApiUrl(event.currentTarget.value)}
        />
        <PasswordInput
          label={labels.token}
          description={labels.tokenHint}
          autoComplete="new-password"
          value={token}
          error={fault("token", labels.token)}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
        {error !== null && <ProblemNotice problem={error} hidesFaults />}
        <Group>
          <Button type="submit" loading={isPending}>
            {words.connect}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {words.skip}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
