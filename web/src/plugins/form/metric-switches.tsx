import { Input, SimpleGrid, Switch } from "@mantine/core";
import { METRIC_NAMES } from "../../../../src/metrics/metric-event.ts";
import { texts } from "../../texts/texts.ts";
import type { FormFields } from "./form-fields.ts";
import { inRow } from "./row.ts";

/** One switch a metric, under the exact name that flows listen to. */
export function MetricSwitches({ fields }: { readonly fields: FormFields }) {
  const { value, error, onChange } = fields.setting("disabledMetrics");
  const words = texts.plugins.fields;
  return (
    <Input.Wrapper {...inRow} label={words.metrics} labelElement="div" description={words.metricsHint} error={error}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" pt={7}>
        {METRIC_NAMES.map((metric) => (
          <Switch
            key={metric}
            label={metric}
            checked={!value.includes(metric)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? value.filter((one) => one !== metric) : [...value, metric])
            }
          />
        ))}
      </SimpleGrid>
    </Input.Wrapper>
  );
}
