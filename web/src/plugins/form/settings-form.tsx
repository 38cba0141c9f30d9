import { Accordion, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { texts } from "../../texts/texts.ts";
import type { CentraNames } from "../centra/use-centra-names.ts";
import type { FormFields } from "./form-fields.ts";
import { HistoricalFields, type SynchronisationStatus } from "./historical-fields.tsx";
import { CurrencyField, IdentityFields, KeyFields, ProductFields } from "./main-fields.tsx";
import { MetricSwitches } from "./metric-switches.tsx";
import { MoreFields } from "./more-fields.tsx";
import { Restrictions } from "./restrictions.tsx";

interface SettingsFormProps {
  readonly fields: FormFields;
  readonly hasPrivateKey: boolean;
  /** Null: Centra is not connected, or does not tell its names. */
  readonly names: CentraNames | null;
  readonly synchronisation: SynchronisationStatus;
  /** Below the keys: whether they work. */
  readonly keyTest: ReactNode;
  /** Below the historical fields: how far the export is. */
  readonly historyPanel?: ReactNode;
  readonly isMoreOpen: boolean;
  readonly onMoreChange: (isOpen: boolean) => void;
}

/** The fields in the order of Centra's own form; what that one does not have comes below. */
export function SettingsForm(props: SettingsFormProps) {
  const { fields, hasPrivateKey, names, synchronisation, keyTest, historyPanel, isMoreOpen, onMoreChange } = props;
  return (
    <Stack gap="md">
      <IdentityFields fields={fields} />
      <KeyFields fields={fields} hasPrivateKey={hasPrivateKey} />
      {keyTest}
      <CurrencyField fields={fields} />
      <HistoricalFields fields={fields} status={synchronisation}>
        {historyPanel}
      </HistoricalFields>
      <ProductFields fields={fields} names={names} />
      <Restrictions fields={fields} names={names} />
      <MetricSwitches fields={fields} />
      <Accordion
        variant="contained"
        value={isMoreOpen ? "more" : null}
        onChange={(opened) => onMoreChange(opened === "more")}
      >
        <Accordion.Item value="more">
          <Accordion.Control>{texts.plugins.fields.more}</Accordion.Control>
          <Accordion.Panel>
            <Stack gap="md">
              <MoreFields fields={fields} />
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Stack>
  );
}
