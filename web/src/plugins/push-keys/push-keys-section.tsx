import { Badge, Button, Group, Stack, Table, Text, TextInput, Title } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { NewPushKey, PushKey } from "../../api/api-types.ts";
import { answerOf, api } from "../../api/client.ts";
import { ProblemNotice } from "../../api/problem-notice.tsx";
import { PagePending } from "../../shell/page-states.tsx";
import { texts } from "../../texts/texts.ts";
import { ConfirmDialog } from "../confirm-dialog.tsx";
import { CopyLine } from "../copy-line.tsx";
import { keysQuery } from "../queries.ts";
import { NewKeyDialog } from "./new-key-dialog.tsx";

const words = texts.plugins.pushKeys;
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

/** Who may push events of the shop. */
export function PushKeysSection({ plugin }: { readonly plugin: string }) {
  const client = useQueryClient();
  const { data: keys, error } = useQuery(keysQuery(plugin));
  const [name, setName] = useState("");
  const [made, setMade] = useState<NewPushKey | null>(null);
  const [revoking, setRevoking] = useState<PushKey | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: keysQuery(plugin).queryKey });
  const path = { plugin };
  const create = useMutation({
    mutationFn: () => answerOf(api.POST("/v1/admin/plugins/{plugin}/keys", { params: { path }, body: { name } })),
    onSuccess: async (key) => {
      setMade(key);
      setName("");
      await refresh();
    },
  });
  const revoke = useMutation({
    mutationFn: (key: string) =>
      answerOf(api.DELETE("/v1/admin/plugins/{plugin}/keys/{key}", { params: { path: { plugin, key } } })),
    onSuccess: async () => {
      setRevoking(null);
      await refresh();
    },
  });
  if (error !== null) return <ProblemNotice problem={error} />;
  if (keys === undefined) return <PagePending />;

  return (
    <Stack gap="md">
      <Title order={2} size="h4">
        {words.heading}
      </Title>
      <Text size="sm">{words.intro}</Text>
      <div>
        <Text size="sm" fw={500}>
          {words.address}
        </Text>
        <CopyLine text={`${window.location.origin}/v1/plugins/${plugin}/events`} />
      </div>
      {keys.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      )}
      {keys.length > 0 && <KeyTable keys={keys} onRevoke={setRevoking} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <Group align="end" gap="sm">
          <TextInput
            label={words.name}
            placeholder={words.nameExample}
            value={name}
            maxLength={100}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" disabled={name.trim() === ""} loading={create.isPending}>
            {words.create}
          </Button>
        </Group>
      </form>
      {create.error !== null && <ProblemNotice problem={create.error} />}
      {made !== null && <NewKeyDialog made={made} onClose={() => setMade(null)} />}
      {revoking !== null && (
        <ConfirmDialog
          title={words.revokeTitle(revoking.name)}
          detail={words.revokeDetail}
          confirm={words.revokeConfirm}
          cancel={words.keep}
          isPending={revoke.isPending}
          problem={revoke.error}
          onConfirm={() => revoke.mutate(revoking.id)}
          onClose={() => setRevoking(null)}
        />
      )}
    </Stack>
  );
}

interface KeyTableProps {
  readonly keys: readonly PushKey[];
  readonly onRevoke: (key: PushKey) => void;
}

/** On a phone the key's beginning and its day stand below the name, so that the table fits. */
function KeyTable({ keys, onRevoke }: KeyTableProps) {
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.name}</Table.Th>
          <Table.Th visibleFrom="sm">{words.key}</Table.Th>
          <Table.Th visibleFrom="sm">{words.created}</Table.Th>
          <Table.Th>{words.state}</Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {keys.map((key) => (
          <Table.Tr key={key.id}>
            <Table.Td style={{ overflowWrap: "anywhere" }}>
              {key.name}
              <Text size="sm" hiddenFrom="sm">
                <code>{key.prefix}…</code> {day.format(key.createdAt)}
              </Text>
            </Table.Td>
            <Table.Td visibleFrom="sm">
              <code>{key.prefix}…</code>
            </Table.Td>
            <Table.Td visibleFrom="sm">{day.format(key.createdAt)}</Table.Td>
            <Table.Td>
              <Badge
                variant="dot"
                tt="none"
                h="auto"
                miw="max-content"
                color={key.revokedAt === null ? "green" : "gray"}
              >
                {key.revokedAt === null ? words.living : words.revoked(day.format(key.revokedAt))}
              </Badge>
            </Table.Td>
            <Table.Td>
              {key.revokedAt === null && (
                <Button
                  size="compact-sm"
                  variant="light"
                  color="red"
                  aria-label={words.revokeOf(key.name)}
                  onClick={() => onRevoke(key)}
                >
                  {words.revoke}
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
