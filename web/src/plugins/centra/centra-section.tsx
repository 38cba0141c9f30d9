import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type UseMutationResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CentraConnection, CentraExamination } from "../../api/api-types.ts";
import { answerOf, api } from "../../api/client.ts";
import { fieldErrorsOf } from "../../api/problem.ts";
import { ProblemNotice } from "../../api/problem-notice.tsx";
import { PagePending } from "../../shell/page-states.tsx";
import { texts } from "../../texts/texts.ts";
import { ConfirmDialog } from "../confirm-dialog.tsx";
import { connectionQuery } from "../queries.ts";
import { UnsavedGuard } from "../unsaved-guard.tsx";
import { connectionDraftOf, connectionInputOf } from "./connection-draft.ts";
import { ConnectionFields } from "./connection-fields.tsx";
import { ExaminationResult } from "./examination-result.tsx";
import { useCentraNames } from "./use-centra-names.ts";

const words = texts.plugins.centra;
const WHILE_STARTING_MS = 1_500;

interface CentraSectionProps {
  readonly plugin: string;
  readonly state: "none" | "starting" | "reading";
}

/** How the plugin reads from Centra: entered, examined, taken away. */
export function CentraSection({ plugin, state }: CentraSectionProps) {
  const isConnected = state !== "none";
  const { data, error } = useQuery({
    ...connectionQuery(plugin),
    enabled: isConnected,
    refetchInterval: ({ state: { data: known } }) => (known?.isReading === false ? WHILE_STARTING_MS : false),
  });
  const examine = useMutation({
    mutationFn: () => answerOf(api.POST("/v1/admin/plugins/{plugin}/centra/doctor", { params: { path: { plugin } } })),
  });
  if (isConnected && error !== null) return <ProblemNotice problem={error} />;
  if (isConnected && data === undefined) return <PagePending />;
  const connection = isConnected ? data : undefined;
  return <ConnectionForm key={connection?.updatedAt ?? 0} plugin={plugin} connection={connection} examine={examine} />;
}

interface ConnectionFormProps {
  readonly plugin: string;
  readonly connection: CentraConnection | undefined;
  /** Outlives the form, which begins anew with each connection that is saved. */
  readonly examine: UseMutationResult<CentraExamination, Error, void>;
}

function ConnectionForm({ plugin, connection, examine }: ConnectionFormProps) {
  const client = useQueryClient();
  const path = { params: { path: { plugin } } };
  const initial = connectionDraftOf(connection);
  const [draft, setDraft] = useState(initial);
  const [isAsking, setIsAsking] = useState(false);
  const { names } = useCentraNames(plugin, connection !== undefined);
  const isDirty = JSON.stringify(draft) !== JSON.stringify(initial);

  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ["plugins", plugin, "centra"] }),
      client.invalidateQueries({ queryKey: ["plugin-status"] }),
    ]);
  const save = useMutation({
    mutationFn: () =>
      answerOf(api.PUT("/v1/admin/plugins/{plugin}/centra", { ...path, body: connectionInputOf(initial, draft) })),
    onSuccess: async () => {
      notifications.show({ message: words.saved, color: "green" });
      examine.mutate();
      await refresh();
    },
  });
  const disconnect = useMutation({
    mutationFn: () => answerOf(api.DELETE("/v1/admin/plugins/{plugin}/centra", path)),
    onSuccess: async () => {
      setIsAsking(false);
      notifications.show({ message: words.disconnected, color: "green" });
      examine.reset();
      client.removeQueries({ queryKey: ["plugins", plugin, "centra"] });
      await refresh();
    },
  });

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <UnsavedGuard isDirty={() => isDirty} />
      <Stack gap="md">
        <Title order={2} size="h4">
          {words.heading}
        </Title>
        <Text size="sm" maw={720}>
          {words.intro}
        </Text>
        {connection !== undefined && (
          <Text size="sm" role="status">
            {connection.isReading ? words.reading : words.starting}
          </Text>
        )}
        <ConnectionFields
          plugin={plugin}
          draft={draft}
          faults={fieldErrorsOf(save.error)}
          hasToken={connection !== undefined}
          hasSecret={connection?.hasWebhookSecret === true}
          stores={names?.stores ?? []}
          onChange={setDraft}
        />
        {save.error !== null && <ProblemNotice problem={save.error} hidesFaults />}
        {examine.error !== null && <ProblemNotice problem={examine.error} />}
        <Group gap="sm">
          <Button type="submit" loading={save.isPending} disabled={!isDirty}>
            {connection === undefined ? words.connect : words.save}
          </Button>
          {connection !== undefined && (
            <>
              <Button variant="default" loading={examine.isPending} onClick={() => examine.mutate()}>
                {words.examine}
              </Button>
              <Button variant="light" color="red" onClick={() => setIsAsking(true)}>
                {words.disconnect}
              </Button>
            </>
          )}
        </Group>
        {examine.data !== undefined && <ExaminationResult examination={examine.data} />}
      </Stack>
      {isAsking && (
        <ConfirmDialog
          title={words.disconnectTitle}
          detail={words.disconnectDetail}
          confirm={words.disconnectConfirm}
          cancel={words.keep}
          isPending={disconnect.isPending}
          problem={disconnect.error}
          onConfirm={() => disconnect.mutate()}
          onClose={() => setIsAsking(false)}
        />
      )}
    </form>
  );
}
