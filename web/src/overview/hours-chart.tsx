import "@mantine/charts/styles.css";
import { BarChart } from "@mantine/charts";
import { texts } from "../texts/texts.ts";
import { showDayAndHour, showHour } from "../time/show-time.ts";
import type { HourSeries } from "./hour-series.ts";

const COLOURS = ["cyan.7", "grape.6", "orange.6", "teal.6", "indigo.6", "pink.6"] as const;
const OTHERS = "gray.6";

interface HoursChartProps {
  readonly series: HourSeries;
  readonly timeZone: string;
}

/** A bar an hour, with a part for each metric. Loaded when it is first shown, since it weighs more than the page. */
export function HoursChart({ series: { metrics, hasOthers, hours }, timeZone }: HoursChartProps) {
  const showLabel = hours.length > 24 ? showDayAndHour : showHour;
  const others = texts.overview.hours.others;
  return (
    <BarChart
      h={260}
      type="stacked"
      dataKey="hour"
      data={hours.map(({ hour, events, others: rest }) => ({
        hour: showLabel(hour, timeZone),
        ...events,
        ...(hasOthers ? { [others]: rest } : {}),
      }))}
      series={[
        ...metrics.map((name, index) => ({ name, color: COLOURS[index] ?? OTHERS })),
        ...(hasOthers ? [{ name: others, color: OTHERS }] : []),
      ]}
      withLegend
      legendProps={{ verticalAlign: "bottom" }}
      barProps={{ isAnimationActive: false }}
      barChartProps={{ accessibilityLayer: false }}
    />
  );
}
