import { Card, Group, Stack, Table, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useMay } from "../account/use-me.ts";
import { SetupInvitation } from "../setup/invitation.tsx";
import { ButtonLink } from "../shell/links.tsx";
import { Page } from "../shell/page.tsx";
import { texts } from "../texts/texts.ts";
import { DeliveryState, PluginName, StatusBadge, Waiting } from "./plugin-facts.tsx";
import type { PluginStatus } from "./plugin-status.ts";
import { pluginsQuery, statusQuery } from "./queries.ts";

const words = texts.plugins;
const HEADINGS = [words.list.plugin, words.list.status, words.list.delivery, words.list.waiting, words.list.centra];
const REFRESH_MS = 10_000;

interface PluginsProps {
  readonly plugins: readonly PluginStatus[];
}

/** All plugins at a glance. */
export function PluginListPage() {
  const mayEdit = useMay("editor");
  const { data: plugins } = useSuspenseQuery(pluginsQuery);
  const { data: status } = useSuspenseQuery({ ...statusQuery, refetchInterval: REFRESH_MS });
  const found = plugins.flatMap(({ id, hasPrivateKey }) => {
    const ofPlugin = status.find((one) => one.id === id);
    return ofPlugin === undefined ? [] : [{ ...ofPlugin, hasPrivateKey }];
  });
  if (plugins.length === 0)
    return (
      <Page title={words.title}>
        <SetupInvitation />
      </Page>
    );
  return (
    <Page
      title={words.title}
      actions={
        mayEdit && (
          <ButtonLink to="/setup" leftSection={<IconPlus size={16} aria-hidden />}>
            {words.add}
          </ButtonLink>
        )
      }
    >
      <PluginTable plugins={found} />
      <PluginCards plugins={found} />
    </Page>
  );
}

function PluginTable({ plugins }: PluginsProps) {
  return (
    <Table verticalSpacing="sm" visibleFrom="sm">
      <Table.Thead>
        <Table.Tr>
          {HEADINGS.map((heading) => (
            <Table.Th key={heading}>{heading}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {plugins.map((plugin) => (
          <Table.Tr key={plugin.id}>
            <Table.Td>
              <PluginName plugin={plugin} />
            </Table.Td>
            <Table.Td>
              <StatusBadge plugin={plugin} />
            </Table.Td>
            <Table.Td>
              <DeliveryState plugin={plugin} />
            </Table.Td>
            <Table.Td>
              <Waiting plugin={plugin} />
            </Table.Td>
            <Table.Td>{words.centraState[plugin.centra]}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** On a phone, where the table does not fit. */
function PluginCards({ plugins }: PluginsProps) {
  return (
    <Stack gap="sm" hiddenFrom="sm">
      {plugins.map((plugin) => (
        <Card key={plugin.id} withBorder>
          <Stack gap="xs">
            <div>
              <PluginName plugin={plugin} />
            </div>
            <Group gap="xs">
              <StatusBadge plugin={plugin} />
              <DeliveryState plugin={plugin} />
            </Group>
            <Text size="sm" component="div">
              <Waiting plugin={plugin} />
            </Text>
            <Text size="sm">
              {words.list.centra}: {words.centraState[plugin.centra]}
            </Text>
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}
