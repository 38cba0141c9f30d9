import { Group, Radio } from "@mantine/core";
import { texts } from "../../texts/texts.ts";
import { inRow } from "./row.ts";

interface YesNoProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: boolean;
  readonly error?: string | undefined;
  readonly onChange: (value: boolean) => void;
}

export function YesNo({ label, hint, value, error, onChange }: YesNoProps) {
  return (
    <Radio.Group
      {...inRow}
      label={label}
      description={hint}
      error={error}
      value={value ? "yes" : "no"}
      onChange={(chosen) => onChange(chosen === "yes")}
    >
      <Group gap="lg" pt={7}>
        <Radio value="yes" label={texts.plugins.fields.yes} />
        <Radio value="no" label={texts.plugins.fields.no} />
      </Group>
    </Radio.Group>
  );
}
