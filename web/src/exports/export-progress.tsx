import { Progress, SimpleGrid, Stack, Text } from "@mantine/core";
import type { ExportStatus } from "../api/api-types.ts";
import { texts } from "../texts/texts.ts";

/** A bar, and the figures behind it. */
export function ExportProgress({ status }: { readonly status: ExportStatus }) {
  const words = texts.exporting;
  const { customers, orders, events, eventsPerSecond, secondsLeft, currentDate } = status;
  const isPending = status.status === "pending";
  const share = shareOf(status);
  return (
    <Stack gap="sm">
      {status.isLocked && (
        <Progress.Root size="lg">
          <Progress.Section
            aria-label={words.progress}
            value={Math.round((share ?? 1) * 100)}
            striped={share === null}
            animated={isPending}
          />
        </Progress.Root>
      )}
      <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="sm" component="dl" m={0}>
        <Figure name={words.customers} value={words.of(customers.done, customers.total)} />
        <Figure name={words.orders} value={words.of(orders.done, orders.total)} />
        <Figure
          name={words.events}
          value={words.of(events.sent, null)}
          hint={events.waiting > 0 ? words.waiting(events.waiting) : undefined}
        />
        {isPending && (
          <>
            <Figure name={words.rate} value={words.perSecond(eventsPerSecond)} />
            <Figure name={words.left} value={secondsLeft === null ? words.unknown : words.duration(secondsLeft)} />
            <Figure name={words.now} value={currentDate ?? words.unknown} />
          </>
        )}
      </SimpleGrid>
    </Stack>
  );
}

function Figure({ name, value, hint }: { name: string; value: string; hint?: string | undefined }) {
  return (
    <div>
      <Text size="xs" c="dimmed" component="dt">
        {name}
      </Text>
      <Text size="sm" component="dd" m={0}>
        {value}
        {hint !== undefined && (
          <Text span size="xs" c="dimmed">
            {" "}
            {hint}
          </Text>
        )}
      </Text>
    </div>
  );
}

/** Of the orders, or of the customers while nobody knows how many orders there are; null while nothing is known. */
function shareOf({ orders, customers }: ExportStatus): number | null {
  const known = orders.total === null ? customers : orders;
  if (known.total === null) return null;
  return known.total === 0 ? 1 : Math.min(1, known.done / known.total);
}
