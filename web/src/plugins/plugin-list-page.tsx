import { Badge, Table, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { SetupInvitation } from "../setup/invitation.tsx";
import { AnchorLink, ButtonLink } from "../shell/links.tsx";
import { Page } from "../shell/page.tsx";
import { texts } from "../texts/texts.ts";
import { deliveryStateOf, isSetUp, type PluginStatus, waitingOf } from "./plugin-status.ts";
import { pluginsQuery, statusQuery } from "./queries.ts";

const words = texts.plugins;
const time = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const number = new Intl.NumberFormat("en");
const REFRESH_MS = 10_000;

/** All plugins at a glance. */
export function PluginListPage() {
  const { data: plugins } = useSuspenseQuery(pluginsQuery);
  const { data: status } = useSuspenseQuery({ ...statusQuery, refetchInterval: REFRESH_MS });
  if (plugins.length === 0) return <NoPlugin />;
  const rows = plugins.flatMap((plugin) => {
    const found = status.find(({ id }) => id === plugin.id);
    return found === undefined ? [] : [{ ...found, hasPrivateKey: plugin.hasPrivateKey }];
  });
  return (
    <Page
      title={words.title}
      actions={
        <ButtonLink to="/setup" leftSection={<IconPlus size={16} aria-hidden />}>
          {words.add}
        </ButtonLink>
      }
    >
      <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              {[words.list.plugin, words.list.status, words.list.delivery, words.list.waiting, words.list.centra].map(
                (heading) => (
                  <Table.Th key={heading}>{heading}</Table.Th>
                ),
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((plugin) => (
              <PluginRow key={plugin.id} plugin={plugin} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Page>
  );
}

function PluginRow({ plugin }: { readonly plugin: PluginStatus }) {
  const { id, name, status, alarm, centra } = plugin;
  const delivery = deliveryStateOf(plugin);
  const { pending, oldestReceivedAt } = waitingOf(plugin);
  return (
    <Table.Tr>
      <Table.Td>
        <AnchorLink to="/plugins/$plugin" params={{ plugin: id }} fw={600}>
          {name}
        </AnchorLink>
        {!isSetUp(plugin) && (
          <Text size="sm">
            <AnchorLink to="/setup" search={{ plugin: id }}>
              {words.list.setUp}
            </AnchorLink>
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Badge variant="dot" tt="none" color={status === "active" ? "green" : "gray"}>
          {words.status[status]}
        </Badge>
      </Table.Td>
      <Table.Td>
        <Badge variant="dot" tt="none" color={DELIVERY_COLOURS[delivery]}>
          {words.delivery[delivery]}
        </Badge>
        {alarm !== null && (
          <Text size="sm" mt={4} maw={320}>
            {alarm.message}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {pending === 0 ? words.list.nothingWaits : words.list.events(number.format(pending))}
        {oldestReceivedAt !== null && (
          <Text size="xs" c="dimmed">
            {words.list.since(time.format(oldestReceivedAt))}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{words.centraState[centra]}</Table.Td>
    </Table.Tr>
  );
}

const DELIVERY_COLOURS = { fine: "green", stopped: "red", noKey: "yellow", inactive: "gray" } as const;

function NoPlugin() {
  return (
    <Page title={words.title}>
      <SetupInvitation />
    </Page>
  );
}
