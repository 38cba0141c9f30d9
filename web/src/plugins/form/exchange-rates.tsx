import { ActionIcon, Button, Group, Input, Select, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { texts } from "../../texts/texts.ts";
import type { FormFields } from "./form-fields.ts";
import { currencyChoices } from "./names.ts";
import { inRow } from "./row.ts";

const words = texts.plugins.fields;

/** One line a currency. A line without a currency yet is kept here alone, and not saved. */
export function ExchangeRates({ fields }: { readonly fields: FormFields }) {
  const { value, error, onChange } = fields.setting("exchangeRates");
  const [isAdding, setIsAdding] = useState(false);
  const base = fields.setting("baseCurrency").value;
  const faults = fields.faultsIn("exchangeRates");
  const lines = Object.entries(value);
  const without = (currency: string) => Object.fromEntries(lines.filter(([code]) => code !== currency));
  const free = currencyChoices().filter((choice) => choice.value !== base && !(choice.value in value));

  return (
    <Input.Wrapper
      {...inRow}
      label={words.exchangeRates}
      labelElement="div"
      description={words.exchangeRatesHint(base)}
      error={Object.keys(faults).length > 0 ? undefined : error}
    >
      <Stack gap="xs">
        {lines.map(([currency, rate]) => (
          <Group key={currency} gap="xs" wrap="nowrap" align="start">
            <TextInput aria-label={words.currency} value={currency} readOnly w={90} />
            <TextInput
              aria-label={`${currency}: ${words.rate(base)}`}
              inputMode="decimal"
              placeholder="10.5125"
              flex={1}
              value={rate}
              error={faults[currency] && texts.plugins.faults.sentence(currency, faults[currency])}
              onChange={(event) => onChange({ ...value, [currency]: event.currentTarget.value.replace(",", ".") })}
            />
            <RemoveButton label={words.removeRate(currency)} onClick={() => onChange(without(currency))} />
          </Group>
        ))}
        {isAdding && (
          <Group gap="xs" wrap="nowrap">
            <Select
              aria-label={words.currency}
              placeholder={words.currency}
              data={free}
              searchable
              limit={200}
              flex={1}
              onChange={(currency) => {
                if (currency !== null) onChange({ ...value, [currency]: "" });
                setIsAdding(false);
              }}
            />
            <RemoveButton label={words.removeRate("")} onClick={() => setIsAdding(false)} />
          </Group>
        )}
        {!isAdding && (
          <Button
            variant="default"
            size="xs"
            w="fit-content"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setIsAdding(true)}
          >
            {words.addRate}
          </Button>
        )}
      </Stack>
    </Input.Wrapper>
  );
}

function RemoveButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <ActionIcon variant="default" size={36} aria-label={label} onClick={onClick}>
      <IconTrash size={16} aria-hidden />
    </ActionIcon>
  );
}
