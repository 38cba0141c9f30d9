import { Input, Text, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { dateAt } from "../../../../src/history/start-of-day.ts";
import type { ExportStatus } from "../../api/api-types.ts";
import { texts } from "../../texts/texts.ts";
import type { FormFields } from "./form-fields.ts";
import { textOf } from "./main-fields.tsx";
import { inRow } from "./row.ts";
import { YesNo } from "./yes-no.tsx";

interface HistoricalFieldsProps {
  readonly fields: FormFields;
  /** Null: not known yet. */
  readonly history: ExportStatus | null;
  /** How far the export is, and what can be done with it. */
  readonly children?: ReactNode;
}

const words = texts.plugins.fields;
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** What of the past goes to Klaviyo: saved as Yes it begins, and while it is on its way the fields are plain text. */
export function HistoricalFields({ fields, history, children }: HistoricalFieldsProps) {
  const transfer = fields.setting("transferHistoricalData");
  const from = fields.setting("transferHistoricalDataFrom");
  const status = history?.status ?? "not_synchronised";
  const hint = status === "not_synchronised" ? undefined : history?.message;
  const statusRow = (
    <PlainRow label={words.syncStatus} hint={hint}>
      {words.syncStates[status]}
    </PlainRow>
  );
  if (history?.isLocked === true)
    return (
      <>
        <PlainRow label={words.transfer}>{transfer.value ? words.yes : words.no}</PlainRow>
        <PlainRow label={words.transferFrom}>
          {history.from === null ? "–" : day.format(new Date(history.from))}
        </PlainRow>
        {statusRow}
        {children}
      </>
    );
  return (
    <>
      <YesNo label={words.transfer} {...transfer} />
      <TextInput
        {...inRow}
        type="date"
        max={dateAt(Date.now(), fields.setting("timeZone").value)}
        label={words.transferFrom}
        {...textOf({
          ...from,
          value: from.value ?? "",
          onChange: (value) => from.onChange(value === "" ? null : value),
        })}
      />
      {statusRow}
      {children}
    </>
  );
}

interface PlainRowProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}

function PlainRow({ label, hint, children }: PlainRowProps) {
  return (
    <Input.Wrapper {...inRow} label={label} labelElement="div" description={hint}>
      <Text size="sm" pt={7}>
        {children}
      </Text>
    </Input.Wrapper>
  );
}
