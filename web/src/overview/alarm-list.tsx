import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import { Moment } from "../activity/moment.tsx";
import type { Alarm } from "../api/api-types.ts";
import { texts } from "../texts/texts.ts";
import { MendLink } from "./mend-link.tsx";

const words = texts.overview;
/** The border and the icon have the colour; a title in it would lack contrast. */
const TITLE_AS_TEXT = { title: { color: "var(--mantine-color-text)" } };

interface AlarmListProps {
  readonly alarms: readonly Alarm[];
  readonly nameOf: (plugin: string) => string;
  readonly timeZoneOf: (plugin: string) => string;
}

/** What wants a person, each with the way to mend it; or that nothing does. */
export function AlarmList({ alarms, nameOf, timeZoneOf }: AlarmListProps) {
  if (alarms.length === 0)
    return (
      <Alert
        color="green"
        variant="outline"
        styles={TITLE_AS_TEXT}
        icon={<IconCircleCheck aria-hidden />}
        title={words.well.title}
        role="status"
      >
        {words.well.detail}
      </Alert>
    );
  return (
    <Stack gap="sm">
      {alarms.map((alarm) => (
        <AlarmNotice
          key={`${alarm.pluginId} ${alarm.code}`}
          alarm={alarm}
          name={nameOf(alarm.pluginId)}
          timeZone={timeZoneOf(alarm.pluginId)}
        />
      ))}
    </Stack>
  );
}

interface AlarmNoticeProps {
  readonly alarm: Alarm;
  readonly name: string;
  readonly timeZone: string;
}

function AlarmNotice({ alarm, name, timeZone }: AlarmNoticeProps) {
  const isError = alarm.level === "error";
  const Icon = isError ? IconAlertTriangle : IconInfoCircle;
  return (
    <Alert
      color={isError ? "red" : "yellow"}
      variant="outline"
      styles={TITLE_AS_TEXT}
      icon={<Icon aria-hidden />}
      title={`${name}: ${alarm.message}`}
      role={isError ? "alert" : "status"}
    >
      <Text size="sm">{alarm.whatToDo}</Text>
      {alarm.since !== null && (
        <Text size="sm">
          {words.since} <Moment at={alarm.since} timeZone={timeZone} />
        </Text>
      )}
      <MendLink alarm={alarm} />
    </Alert>
  );
}
