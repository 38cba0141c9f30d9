import { ActionIcon, Button, Group, Input, NumberInput, PasswordInput, Select, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { texts } from "../../texts/texts.ts";
import { CopyLine } from "../copy-line.tsx";
import type { Choice } from "../form/names.ts";
import { inRow } from "../form/row.ts";
import type { ConnectionDraft } from "./connection-draft.ts";

const words = texts.plugins.centra;

interface ConnectionFieldsProps {
  readonly plugin: string;
  readonly draft: ConnectionDraft;
  readonly faults: Readonly<Record<string, string>>;
  readonly hasToken: boolean;
  readonly hasSecret: boolean;
  readonly stores: readonly Choice[];
  readonly onChange: (draft: ConnectionDraft) => void;
}

export function ConnectionFields({
  plugin,
  draft,
  faults,
  hasToken,
  hasSecret,
  stores,
  onChange,
}: ConnectionFieldsProps) {
  const faultOf = (field: string, label: string) =>
    faults[field] === undefined ? undefined : texts.plugins.faults.sentence(label, faults[field]);
  const text = (
    field: "apiUrl" | "token" | "tokenExpiresOn" | "webhookSecret" | "storeId" | "productPageUrl",
    label: string,
  ) => ({
    ...inRow,
    label,
    value: draft[field],
    error: faultOf(field, label),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ ...draft, [field]: event.currentTarget.value }),
  });
  return (
    <>
      <TextInput {...text("apiUrl", words.apiUrl)} description={words.apiUrlHint} inputMode="url" />
      <PasswordInput
        {...text("token", words.token)}
        description={words.tokenHint}
        placeholder={hasToken ? words.tokenKept : ""}
        autoComplete="new-password"
      />
      <TextInput {...text("tokenExpiresOn", words.expiresOn)} description={words.expiresOnHint} type="date" />
      <PasswordInput
        {...text("webhookSecret", words.webhookSecret)}
        description={words.webhookSecretHint}
        placeholder={hasSecret ? words.secretKept : ""}
        autoComplete="new-password"
      />
      <Input.Wrapper {...inRow} label={words.webhookAddress} labelElement="div">
        <CopyLine text={`${window.location.origin}/webhooks/centra/${plugin}`} />
      </Input.Wrapper>
      <NumberInput
        {...inRow}
        label={words.interval}
        allowDecimal={false}
        min={1}
        max={3_600}
        clampBehavior="none"
        value={draft.pollIntervalSeconds}
        error={faultOf("pollIntervalSeconds", words.interval)}
        onChange={(seconds) => onChange({ ...draft, pollIntervalSeconds: Number(seconds) })}
      />
      {stores.length > 0 ? (
        <Select
          {...inRow}
          label={words.storeId}
          placeholder={words.allStores}
          data={[...stores]}
          clearable
          value={draft.storeId === "" ? null : draft.storeId}
          error={faultOf("storeId", words.storeId)}
          onChange={(store) => onChange({ ...draft, storeId: store ?? "" })}
        />
      ) : (
        <TextInput {...text("storeId", words.storeId)} description={words.storeIdHint} inputMode="numeric" />
      )}
      <TextInput
        {...text("productPageUrl", words.productPageUrl)}
        description={words.productPageUrlHint}
        inputMode="url"
      />
      <TrackingUrls draft={draft} faults={faults} onChange={onChange} />
    </>
  );
}

type TrackingUrlsProps = Pick<ConnectionFieldsProps, "draft" | "faults" | "onChange">;

function TrackingUrls({ draft, faults, onChange }: TrackingUrlsProps) {
  const lines = draft.trackingUrls;
  const setLine = (at: number, line: readonly [string, string]) =>
    onChange({ ...draft, trackingUrls: lines.map((one, index) => (index === at ? line : one)) });
  const fault = Object.entries(faults).find(([field]) => field.startsWith("trackingUrls"))?.[1];
  return (
    <Input.Wrapper
      {...inRow}
      label={words.trackingUrls}
      labelElement="div"
      description={words.trackingUrlsHint}
      error={fault && texts.plugins.faults.sentence(words.trackingUrls, fault)}
    >
      <Stack gap="xs">
        {lines.map(([carrier, address], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its place
          <Group key={at} gap="xs" wrap="nowrap">
            <TextInput
              aria-label={words.carrier}
              placeholder={words.carrier}
              w={110}
              value={carrier}
              onChange={(event) => setLine(at, [event.currentTarget.value, address])}
            />
            <TextInput
              aria-label={words.trackingUrl}
              placeholder={words.trackingUrl}
              flex={1}
              value={address}
              onChange={(event) => setLine(at, [carrier, event.currentTarget.value])}
            />
            <ActionIcon
              variant="default"
              size={36}
              aria-label={words.removeCarrier(carrier)}
              onClick={() => onChange({ ...draft, trackingUrls: lines.filter((_line, index) => index !== at) })}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="default"
          size="xs"
          w="fit-content"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange({ ...draft, trackingUrls: [...lines, ["", ""]] })}
        >
          {words.addCarrier}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
