import { Badge, Text } from "@mantine/core";
import { AnchorLink } from "../shell/links.tsx";
import { texts } from "../texts/texts.ts";
import { deliveryStateOf, isSetUp, type PluginStatus, waitingOf } from "./plugin-status.ts";

const words = texts.plugins;
const time = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const number = new Intl.NumberFormat("en");
const DELIVERY_COLOURS = { fine: "green", stopped: "red", noKey: "yellow", inactive: "gray" } as const;

interface FactProps {
  readonly plugin: PluginStatus;
}

/** Leads to the settings, and to the rest of the setup where it was left. */
export function PluginName({ plugin }: FactProps) {
  const { id, name } = plugin;
  return (
    <>
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
    </>
  );
}

export function StatusBadge({ plugin: { status } }: FactProps) {
  return (
    <Badge variant="dot" tt="none" color={status === "active" ? "green" : "gray"}>
      {words.status[status]}
    </Badge>
  );
}

export function DeliveryState({ plugin }: FactProps) {
  const state = deliveryStateOf(plugin);
  return (
    <>
      <Badge variant="dot" tt="none" color={DELIVERY_COLOURS[state]}>
        {words.delivery[state]}
      </Badge>
      {plugin.alarm !== null && (
        <Text size="sm" mt={4} maw={320}>
          {plugin.alarm.message}
        </Text>
      )}
    </>
  );
}

export function Waiting({ plugin }: FactProps) {
  const { pending, oldestReceivedAt } = waitingOf(plugin);
  return (
    <>
      {pending === 0 ? words.list.nothingWaits : words.list.events(number.format(pending))}
      {oldestReceivedAt !== null && (
        <Text size="xs" c="dimmed">
          {words.list.since(time.format(oldestReceivedAt))}
        </Text>
      )}
    </>
  );
}
