import { Card, Group, NativeSelect, Skeleton, Stack, Table, Text, VisuallyHidden } from "@mantine/core";
import { lazy, Suspense, useMemo } from "react";
import type { Overview } from "../api/api-types.ts";
import { texts } from "../texts/texts.ts";
import { showDayAndHour } from "../time/show-time.ts";
import { type HourSeries, toHourSeries } from "./hour-series.ts";
import classes from "./hours-section.module.css";

const words = texts.overview.hours;
const HoursChart = lazy(async () => ({ default: (await import("./hours-chart.tsx")).HoursChart }));

export const HOUR_SPANS = [24, 168] as const;
export type HourSpan = (typeof HOUR_SPANS)[number];

interface HoursSectionProps {
  readonly overview: Overview;
  readonly span: HourSpan;
  readonly onSpan: (span: HourSpan) => void;
  readonly timeZone: string;
}

/** How many events came in each hour, by metric: a chart, and a table for whom a chart says nothing. */
export function HoursSection({ overview, span, onSpan, timeZone }: HoursSectionProps) {
  const series = useMemo(() => toHourSeries(overview.hours, overview.takenAt, span), [overview, span]);
  const isEmpty = overview.hours.length === 0;
  return (
    <Card withBorder component="section" aria-label={words.title}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Text size="sm" fw={600}>
            {words.title}
          </Text>
          <NativeSelect
            size="xs"
            aria-label={words.span}
            value={String(span)}
            onChange={({ currentTarget }) =>
              onSpan(HOUR_SPANS.find((one) => String(one) === currentTarget.value) ?? 24)
            }
            data={HOUR_SPANS.map((one) => ({ value: String(one), label: words.spans[one] }))}
          />
        </Group>
        {isEmpty ? (
          <Text size="sm">{words.none}</Text>
        ) : (
          <>
            <VisuallyHidden>{words.chart}</VisuallyHidden>
            <div aria-hidden>
              <Suspense fallback={<Skeleton h={260} />}>
                <HoursChart series={series} timeZone={timeZone} />
              </Suspense>
            </div>
            <HoursTable series={series} timeZone={timeZone} />
          </>
        )}
      </Stack>
    </Card>
  );
}

function HoursTable({ series: { metrics, hasOthers, hours }, timeZone }: { series: HourSeries; timeZone: string }) {
  const busy = hours.filter(({ total }) => total > 0).toReversed();
  return (
    <details>
      <summary>{words.table}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than a phone is scrolled by the keyboard, too */}
      <section className={classes.scrolled} aria-label={words.table} tabIndex={0}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.hour}</Table.Th>
              {metrics.map((metric) => (
                <Table.Th key={metric} scope="col">
                  {metric}
                </Table.Th>
              ))}
              {hasOthers && <Table.Th scope="col">{words.others}</Table.Th>}
              <Table.Th scope="col">{words.total}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {busy.map(({ hour, events, others, total }) => (
              <Table.Tr key={hour}>
                <Table.Th scope="row">{showDayAndHour(hour, timeZone)}</Table.Th>
                {metrics.map((metric) => (
                  <Table.Td key={metric}>{events[metric]}</Table.Td>
                ))}
                {hasOthers && <Table.Td>{others}</Table.Td>}
                <Table.Td>{total}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </details>
  );
}
