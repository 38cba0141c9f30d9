import { Badge, Stack, Table, Text } from "@mantine/core";
import type { EmailPreview } from "../api/api-types.ts";
import { texts } from "../texts/texts.ts";

const words = texts.emails.variables;

/** Every variable that the mail asked for; those that are missing first. */
export function VariablesTable({ variables }: { readonly variables: EmailPreview["variables"] }) {
  if (variables.length === 0) return <Text>{words.none}</Text>;
  const sorted = variables.toSorted((one, other) => Number(other.missing) - Number(one.missing));
  return (
    <Stack gap="xs">
      <Text size="sm">{words.explain}</Text>
      <Table layout="fixed" verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.name}</Table.Th>
            <Table.Th>{words.value}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map(({ path, value, missing, meaning }) => (
            <Table.Tr key={path}>
              <Table.Td style={{ overflowWrap: "anywhere", verticalAlign: "top" }}>
                <code>{path}</code>
                {meaning !== null && <Text size="xs">{meaning}</Text>}
              </Table.Td>
              <Table.Td style={{ overflowWrap: "anywhere", verticalAlign: "top" }}>
                {missing ? (
                  <Badge color="red" variant="outline">
                    {words.missing}
                  </Badge>
                ) : (
                  value
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
