import { NativeSelect, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../account/use-me.ts";
import { timeZoneOf } from "../activity/time-zone.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { pluginsQuery } from "../plugins/queries.ts";
import { SetupInvitation } from "../setup/invitation.tsx";
import { Page } from "../shell/page.tsx";
import { PagePending } from "../shell/page-states.tsx";
import { formatTime } from "../texts/format.ts";
import { texts } from "../texts/texts.ts";
import { AlarmList } from "./alarm-list.tsx";
import { Figures } from "./figures.tsx";
import { type HourSpan, HoursSection } from "./hours-section.tsx";
import { overviewQuery, SHOWN_AT_FIRST } from "./queries.ts";

const ALL = "";

/** Whether all is well, in one look. Whoever may set up the first plugin is led there instead: there is nothing to look at yet. */
export function OverviewPage() {
  const [plugin, setPlugin] = useState<string>();
  const [span, setSpan] = useState<HourSpan>(SHOWN_AT_FIRST);
  const overview = useQuery(overviewQuery(span, plugin));
  const plugins = useQuery(pluginsQuery);
  const maySetUp = useMay("editor");
  const isEmpty = overview.data?.plugins.length === 0;
  const find = (id: string | undefined) => plugins.data?.find((one) => one.id === id);
  const choice = [{ value: ALL, label: texts.overview.allPlugins }].concat(
    (plugins.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
  );
  if (isEmpty && maySetUp) return <Navigate to="/setup" replace />;
  return (
    <Page
      title={texts.overview.title}
      actions={
        choice.length > 2 && (
          <NativeSelect
            aria-label={texts.overview.plugin}
            value={plugin ?? ALL}
            onChange={({ currentTarget }) => setPlugin(currentTarget.value || undefined)}
            data={choice}
          />
        )
      }
    >
      {overview.isError && <ProblemNotice problem={overview.error} onRetry={() => void overview.refetch()} />}
      {overview.isPending && <PagePending />}
      {isEmpty && <SetupInvitation />}
      {overview.isError && overview.data !== undefined && (
        <Text size="sm">{texts.overview.asOf(formatTime(overview.dataUpdatedAt))}</Text>
      )}
      {overview.data !== undefined && overview.data.plugins.length > 0 && (
        <>
          {!overview.isError && (
            <AlarmList
              alarms={overview.data.alarms}
              nameOf={(id) => find(id)?.name ?? id}
              timeZoneOf={(id) => timeZoneOf(find(id))}
            />
          )}
          <Figures overview={overview.data} plugin={plugin} />
          <HoursSection
            overview={overview.data}
            span={span}
            onSpan={setSpan}
            timeZone={timeZoneOf(find(plugin) ?? plugins.data?.[0])}
          />
        </>
      )}
    </Page>
  );
}
