import { NumberInput, Select, TagsInput } from "@mantine/core";
import { texts } from "../../texts/texts.ts";
import { ExchangeRates } from "./exchange-rates.tsx";
import type { FormFields } from "./form-fields.ts";
import { timeZoneChoices } from "./names.ts";
import { inRow } from "./row.ts";
import { YesNo } from "./yes-no.tsx";

const words = texts.plugins.fields;

/** Settings that Centra's own form does not have. */
export function MoreFields({ fields }: { readonly fields: FormFields }) {
  const languages = fields.setting("languages");
  const timeZone = fields.setting("timeZone");
  return (
    <>
      <TagsInput
        {...inRow}
        label={words.languages}
        description={words.languagesHint}
        value={languages.value}
        error={languages.error}
        onChange={(entered) => languages.onChange(entered.map((one) => one.trim().toLowerCase()))}
      />
      <Select
        {...inRow}
        label={words.timeZone}
        description={words.timeZoneHint}
        data={timeZoneChoices(timeZone.value)}
        searchable
        limit={200}
        allowDeselect={false}
        value={timeZone.value}
        error={timeZone.error}
        onChange={(chosen) => chosen !== null && timeZone.onChange(chosen)}
      />
      <ExchangeRates fields={fields} />
      <YesNo label={words.transferGuests} hint={words.transferGuestsHint} {...fields.setting("transferGuestOrders")} />
      <Reserve label={words.liveReserve} {...fields.setting("liveQuotaReserve")} />
      <Reserve label={words.historyReserve} {...fields.setting("historyQuotaReserve")} />
    </>
  );
}

interface ReserveProps {
  readonly label: string;
  /** 0 to 0.9. */
  readonly value: number;
  readonly error: string | undefined;
  readonly onChange: (value: number) => void;
}

function Reserve({ label, value, error, onChange }: ReserveProps) {
  return (
    <NumberInput
      {...inRow}
      label={label}
      description={words.reserveHint}
      suffix=" %"
      min={0}
      max={90}
      step={5}
      allowDecimal={false}
      clampBehavior="blur"
      value={Math.round(value * 100)}
      error={error}
      onChange={(percent) => onChange(Number(percent) / 100)}
    />
  );
}
