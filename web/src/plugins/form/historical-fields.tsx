import { Input, Text, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { texts } from "../../texts/texts.ts";
import type { FormFields } from "./form-fields.ts";
import { textOf } from "./main-fields.tsx";
import { inRow } from "./row.ts";
import { YesNo } from "./yes-no.tsx";

export type SynchronisationStatus = keyof typeof texts.plugins.fields.syncStates;

interface HistoricalFieldsProps {
  readonly fields: FormFields;
  readonly status: SynchronisationStatus;
  /** How far the export is, and what can be done with it. */
  readonly children?: ReactNode;
}

const words = texts.plugins.fields;
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** What of the past goes to Klaviyo; plain text while it is on its way. */
export function HistoricalFields({ fields, status, children }: HistoricalFieldsProps) {
  const transfer = fields.setting("transferHistoricalData");
  const from = fields.setting("transferHistoricalDataFrom");
  const hint = status === "synchronised" && from.value !== null ? words.syncHint(from.value) : undefined;
  if (status === "pending")
    return (
      <>
        <PlainRow label={words.transfer}>{transfer.value ? words.yes : words.no}</PlainRow>
        <PlainRow label={words.transferFrom}>{from.value === null ? "–" : day.format(new Date(from.value))}</PlainRow>
        <PlainRow label={words.syncStatus}>{words.syncStates.pending}</PlainRow>
        {children}
      </>
    );
  return (
    <>
      <YesNo label={words.transfer} {...transfer} />
      <TextInput
        {...inRow}
        type="date"
        label={words.transferFrom}
        {...textOf({
          ...from,
          value: from.value ?? "",
          onChange: (value) => from.onChange(value === "" ? null : value),
        })}
      />
      <PlainRow label={words.syncStatus} hint={hint}>
        {words.syncStates[status]}
      </PlainRow>
      {children}
    </>
  );
}

function PlainRow({ label, hint, children }: { label: string; hint?: string | undefined; children: ReactNode }) {
  return (
    <Input.Wrapper {...inRow} label={label} labelElement="div" description={hint}>
      <Text size="sm" pt={7}>
        {children}
      </Text>
    </Input.Wrapper>
  );
}
