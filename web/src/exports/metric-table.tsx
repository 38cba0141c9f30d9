import { Table, Text } from "@mantine/core";
import { texts } from "../texts/texts.ts";

interface CountedLine {
  readonly metric: string;
  readonly currency: string;
  readonly source: { readonly count: number; readonly sum: string };
  readonly sent: { readonly count: number; readonly sum: string };
  readonly differences: readonly { readonly code: string; readonly count: number }[];
}

const number = new Intl.NumberFormat("en-GB");
const amount = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 4 });

/** For each metric and currency what the shop says beside what is sent. */
export function MetricTable({
  lines,
  sentTitle,
}: {
  readonly lines: readonly CountedLine[];
  readonly sentTitle: string;
}) {
  const words = texts.exporting.report;
  return (
    <Table.ScrollContainer minWidth={620} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.metric}</Table.Th>
            <Table.Th>{words.currency}</Table.Th>
            <CountAndSum title={words.source} />
            <CountAndSum title={sentTitle} />
            <Table.Th>{words.differences}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ metric, currency, source, sent, differences }) => (
            <Table.Tr key={metric + currency}>
              <Table.Td style={ON_ONE_LINE}>{metric}</Table.Td>
              <Table.Td>{currency}</Table.Td>
              <Table.Td {...AMOUNT}>{amountOf(source)}</Table.Td>
              <Table.Td {...AMOUNT}>{amountOf(sent)}</Table.Td>
              <Table.Td>
                {differences.length === 0
                  ? words.none
                  : differences.map(({ code, count }) => `${code.replaceAll("_", " ")}: ${count}`).join(", ")}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const ON_ONE_LINE = { whiteSpace: "nowrap" } as const;
const AMOUNT = { ta: "right", style: ON_ONE_LINE } as const;

function CountAndSum({ title }: { readonly title: string }) {
  return (
    <Table.Th {...AMOUNT}>
      {title}
      <Text size="xs" c="dimmed">
        {texts.exporting.report.countAndSum}
      </Text>
    </Table.Th>
  );
}

function amountOf({ count, sum }: CountedLine["source"]): string {
  return `${number.format(count)} · ${amount.format(sum as Intl.StringNumericLiteral)}`;
}
