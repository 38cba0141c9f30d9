import { Accordion, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import type { ExportStatus } from "../../api/api-types.ts";
import { texts } from "../../texts/texts.ts";
import type { CentraNames } from "../centra/use-centra-names.ts";
import { BrandingFields } from "./branding-fields.tsx";
import type { FormFields } from "./form-fields.ts";
import { HistoricalFields } from "./historical-fields.tsx";
import { CurrencyField, IdentityFields, KeyFields, ProductFields } from "./main-fields.tsx";
import { MetricSwitches } from "./metric-switches.tsx";
import { MoreFields } from "./more-fields.tsx";
import { Restrictions } from "./restrictions.tsx";

interface SettingsFormProps {
  readonly fields: FormFields;
  readonly hasPrivateKey: boolean;
  /** Null: Centra is not connected, or does not tell its names. */
  readonly names: CentraNames | null;
  /** Null: not known yet. */
  readonly history: ExportStatus | null;
  /** Below the keys: whether they work. */
  readonly keyTest: ReactNode;
  /** Below the historical fields: how far the export is. */
  readonly historyPanel?: ReactNode;
  readonly opened: readonly string[];
  readonly onOpened: (opened: string[]) => void;
}

/** The fields in the order of Centra's own form; what that one does not have comes below. */
export function SettingsForm(props: SettingsFormProps) {
  const { fields, hasPrivateKey, names, history, keyTest, historyPanel, opened, onOpened } = props;
  return (
    <Stack gap="md">
      <IdentityFields fields={fields} />
      <KeyFields fields={fields} hasPrivateKey={hasPrivateKey} />
      {keyTest}
      <CurrencyField fields={fields} />
      <HistoricalFields fields={fields} history={history}>
        {historyPanel}
      </HistoricalFields>
      <ProductFields fields={fields} names={names} />
      <Restrictions fields={fields} names={names} />
      <MetricSwitches fields={fields} />
      <Accordion variant="contained" multiple value={[...opened]} onChange={onOpened}>
        <Part name="more" title={texts.plugins.fields.more}>
          <MoreFields fields={fields} />
        </Part>
        <Part name="branding" title={texts.plugins.fields.branding}>
          <BrandingFields fields={fields} />
        </Part>
      </Accordion>
    </Stack>
  );
}

function Part({
  name,
  title,
  children,
}: {
  readonly name: string;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <Accordion.Item value={name}>
      <Accordion.Control>{title}</Accordion.Control>
      <Accordion.Panel>
        <Stack gap="md">{children}</Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}
