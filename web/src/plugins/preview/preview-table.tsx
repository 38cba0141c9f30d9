import { Code, Select, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { texts } from "../../texts/texts.ts";
import type { EventPreview } from "./event-preview.ts";

const words = texts.plugins.preview;
const SHOWN_DIFFERENCES = 12;
const time = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** What would differ, one of the plugin's newest events at a time. */
export function PreviewTable({ previews }: { readonly previews: readonly EventPreview[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = previews.find(({ commerceType }) => commerceType === chosen) ?? previews[0];
  if (shown === undefined) return null;
  const { origin, occurredAt, differences, after } = shown;
  return (
    <Stack gap="xs">
      <Select
        label={words.show}
        w={260}
        allowDeselect={false}
        data={previews.map(({ commerceType }) => ({
          value: commerceType,
          label: words.kinds[commerceType] ?? commerceType,
        }))}
        value={shown.commerceType}
        onChange={setChosen}
      />
      <Text size="sm" c="dimmed">
        {origin === "recent" ? words.recent(time.format(occurredAt)) : words.sample}
      </Text>
      <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.field}</Table.Th>
              <Table.Th>{words.before}</Table.Th>
              <Table.Th>{words.after}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {differences.slice(0, SHOWN_DIFFERENCES).map(({ metric, pointer, before, after: then }) => (
              <Table.Tr key={metric + pointer}>
                <Table.Td>
                  {metric}
                  {pointer !== "" && <Code ml={6}>{pointer.slice(1).replaceAll("/", " › ")}</Code>}
                </Table.Td>
                <Table.Td>{pointer === "" ? sentOrNot(before, null) : show(before)}</Table.Td>
                <Table.Td>{pointer === "" ? sentOrNot(then, after.heldFor?.message ?? null) : show(then)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {differences.length > SHOWN_DIFFERENCES && (
        <Text size="sm" c="dimmed">
          {words.more(differences.length - SHOWN_DIFFERENCES)}
        </Text>
      )}
    </Stack>
  );
}

function sentOrNot(value: unknown, heldFor: string | null): string {
  if (value !== undefined) return words.sent;
  return heldFor === null ? words.notSent : words.held(heldFor);
}

function show(value: unknown): string {
  if (value === undefined || value === null) return words.absent;
  return typeof value === "string" ? value : JSON.stringify(value);
}
