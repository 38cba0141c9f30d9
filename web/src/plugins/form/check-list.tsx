import { Checkbox, Input, Stack, Text, TextInput } from "@mantine/core";
import { useDeferredValue, useId, useState } from "react";
import { texts } from "../../texts/texts.ts";
import type { Choice } from "./names.ts";
import { inRow } from "./row.ts";
import classes from "./settings-form.module.css";

/** The most that a list takes, so that nothing moves when its choices come. */
const UNSHOWN_HEIGHT = "15rem";

export interface ChoiceGroup {
  /** Empty: no heading. */
  readonly heading: string;
  readonly choices: readonly Choice[];
}

interface CheckListProps {
  readonly label: string;
  readonly groups: readonly ChoiceGroup[];
  /** Empty: ALL. */
  readonly value: readonly string[];
  readonly error?: string | undefined;
  /** Shows a field to find entries with. */
  readonly filterLabel?: string;
  readonly onChange: (value: string[]) => void;
}

/** Check boxes with ALL on top. What is chosen and no longer offered stays in the list, so that it can be taken away. */
export function CheckList({ label, groups, value, error, filterLabel, onChange }: CheckListProps) {
  const words = texts.plugins.fields;
  const id = useId();
  const [filter, setFilter] = useState("");
  // Hundreds of check boxes take longer than the rest of the page, which need not wait for them.
  const areChoicesShown = useDeferredValue(true, false);
  const offered = new Set(groups.flatMap(({ choices }) => choices.map((choice) => choice.value)));
  const gone = value.filter((one) => !offered.has(one)).map((one) => ({ value: one, label: words.notInCentra(one) }));
  const shown = [...groups, { heading: "", choices: gone }].map(({ heading, choices }) => ({
    heading,
    choices: choices.filter((choice) => choice.label.toLowerCase().includes(filter.trim().toLowerCase())),
  }));
  const toggle = (one: string) =>
    onChange(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);

  return (
    <Input.Wrapper {...inRow} label={label} labelElement="div" labelProps={{ id }} error={error}>
      <div>
        {filterLabel !== undefined && (
          <TextInput
            mb="xs"
            size="xs"
            aria-label={filterLabel}
            placeholder={filterLabel}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
        )}
        <Stack
          gap={6}
          className={classes.list}
          mih={areChoicesShown ? undefined : UNSHOWN_HEIGHT}
          role="group"
          aria-labelledby={id}
        >
          <Checkbox label={words.all} checked={value.length === 0} onChange={() => onChange([])} />
          {(areChoicesShown ? shown : [])
            .filter(({ choices }) => choices.length > 0)
            .map(({ heading, choices }) => (
              <Stack key={heading} gap={6}>
                {heading !== "" && (
                  <Text size="xs" fw={600} c="dimmed" mt={4}>
                    {heading}
                  </Text>
                )}
                {choices.map((choice) => (
                  <Checkbox
                    key={choice.value}
                    label={choice.label}
                    checked={value.includes(choice.value)}
                    onChange={() => toggle(choice.value)}
                  />
                ))}
              </Stack>
            ))}
        </Stack>
      </div>
    </Input.Wrapper>
  );
}
