import { Badge, NativeSelect, SimpleGrid, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { EmailList, Event } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { formatTime } from "../texts/format.ts";
import { texts } from "../texts/texts.ts";
import { languageName } from "./language-name.ts";
import type { EmailsSearch, MailChoice } from "./mail-choice.ts";

const words = texts.emails;
const EVENTS_SHOWN = 50;
const SAMPLE = "sample";

interface MailPickerProps {
  readonly mail: MailChoice;
  readonly list: EmailList;
  readonly plugins: readonly { readonly id: string; readonly name: string }[];
  readonly onChoose: (choice: EmailsSearch) => void;
}

/** Which plugin's mail, for which metric, in which language, and with whose data. */
export function MailPicker({ mail, list, plugins, onChoose }: MailPickerProps) {
  const { plugin, metric, language, event } = mail;
  const recent = useQuery({
    queryKey: ["events", "of-mail", plugin, metric],
    queryFn: () =>
      answerOf(api.GET("/v1/admin/events", { params: { query: { plugin, metric, limit: EVENTS_SHOWN } } })),
  });
  const shown = recent.data?.events ?? [];
  const isListed = event === undefined || shown.some(({ id }) => id === event);
  const purpose = list.mails.find((one) => one.metric === metric)?.purpose;
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
        <NativeSelect
          label={words.plugin}
          value={plugin}
          data={plugins.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={({ currentTarget }) => onChoose({ metric, language, plugin: currentTarget.value })}
        />
        <NativeSelect
          label={words.metric}
          value={metric}
          data={list.mails.map((one) => one.metric)}
          onChange={({ currentTarget }) =>
            onChoose({ plugin, language, metric: currentTarget.value as MailChoice["metric"] })
          }
        />
        <NativeSelect
          label={words.language}
          value={language}
          data={list.languages.map((code) => ({ value: code, label: languageName(code) }))}
          onChange={({ currentTarget }) =>
            onChoose({ plugin, metric, event, language: currentTarget.value as MailChoice["language"] })
          }
        />
        <NativeSelect
          label={words.data}
          value={event === undefined ? SAMPLE : String(event)}
          data={[
            { value: SAMPLE, label: words.sample },
            ...(isListed ? [] : [{ value: String(event), label: String(event) }]),
            ...shown.map((one) => ({ value: String(one.id), label: describe(one) })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            onChoose({ plugin, metric, language, ...(value === SAMPLE ? {} : { event: Number(value) }) })
          }
        />
      </SimpleGrid>
      {purpose !== undefined && (
        <Badge variant="default" tt="none">
          {purpose === "marketing" ? words.marketing : words.transactional}
        </Badge>
      )}
    </Stack>
  );
}

function describe({ orderNumber, email, occurredAt }: Event): string {
  return words.event(orderNumber === null ? "" : words.order(orderNumber), email, formatTime(occurredAt));
}
