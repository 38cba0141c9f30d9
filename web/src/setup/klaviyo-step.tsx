import { Button, PasswordInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ConnectionTest, Plugin } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { fieldErrorsOf } from "../api/problem.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { draftOf } from "../plugins/form/draft.ts";
import type { Faults } from "../plugins/form/form-fields.ts";
import { textOf } from "../plugins/form/main-fields.tsx";
import { currencyChoices } from "../plugins/form/names.ts";
import { KeyTest } from "../plugins/klaviyo/key-test.tsx";
import { keepPlugin } from "../plugins/queries.ts";
import { texts } from "../texts/texts.ts";

const words = texts.setup.klaviyo;
const { fields: labels } = texts.plugins;

interface KlaviyoStepProps {
  /** Null: it is made by this step, switched off. */
  readonly plugin: Plugin | null;
  readonly onDone: (plugin: Plugin) => void;
}

interface Account {
  readonly name: string;
  readonly apiKey: string;
  readonly privateKey: string;
  readonly baseCurrency: string;
}

const NEW: Account = { name: "", apiKey: "", privateKey: "", baseCurrency: "EUR" };

/** The account, tested before it is saved; the test fills in what Klaviyo knows. */
export function KlaviyoStep({ plugin, onDone }: KlaviyoStepProps) {
  const client = useQueryClient();
  const [account, setAccount] = useState<Account>(() => accountOf(plugin));
  const [faults, setFaults] = useState<Faults>({});
  const fault = (field: string, label: string) =>
    faults[field] === undefined ? undefined : texts.plugins.faults.sentence(label, faults[field]);
  const bind = (field: keyof Account, label: string) => ({
    label,
    ...textOf({
      value: account[field],
      error: fault(field, label),
      onChange: (value) => setAccount({ ...account, [field]: value }),
    }),
  });
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => save(plugin, account),
    onSuccess: async (saved) => {
      await keepPlugin(client, saved);
      onDone(saved);
    },
    onError: (problem) => setFaults(fieldErrorsOf(problem)),
  });
  const fillIn = ({ account: found }: ConnectionTest) => {
    if (found === null) return;
    setAccount((before) => ({
      ...before,
      name: before.name === "" ? found.organizationName : before.name,
      apiKey: before.apiKey === "" ? found.publicApiKey : before.apiKey,
      baseCurrency: found.preferredCurrency === "" ? before.baseCurrency : found.preferredCurrency,
    }));
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack gap="md" maw={560}>
        <Text size="sm">{words.intro}</Text>
        <PasswordInput
          {...bind("privateKey", labels.privateKey)}
          autoComplete="new-password"
          placeholder={plugin?.hasPrivateKey ? labels.privateKeyKept : labels.privateKeyNone}
        />
        <KeyTest
          isPlain
          keys={{ ...(plugin && { plugin: plugin.id }), ...account }}
          onFaults={setFaults}
          onResult={fillIn}
        />
        <TextInput {...bind("name", labels.name)} />
        <TextInput {...bind("apiKey", labels.apiKey)} autoComplete="off" />
        <Select
          label={labels.baseCurrency}
          description={labels.baseCurrencyHint}
          data={currencyChoices()}
          searchable
          limit={200}
          allowDeselect={false}
          value={account.baseCurrency}
          error={fault("settings.baseCurrency", labels.baseCurrency)}
          onChange={(baseCurrency) => baseCurrency !== null && setAccount({ ...account, baseCurrency })}
        />
        {error !== null && <ProblemNotice problem={error} hidesFaults />}
        <Button type="submit" w="fit-content" loading={isPending}>
          {words.save}
        </Button>
      </Stack>
    </form>
  );
}

function accountOf(plugin: Plugin | null): Account {
  if (plugin === null) return NEW;
  const { name, apiKey, settings } = draftOf(plugin);
  return { name, apiKey, privateKey: "", baseCurrency: settings.baseCurrency };
}

/** A new plugin is switched off until the last step. */
function save(plugin: Plugin | null, { name, apiKey, privateKey, baseCurrency }: Account): Promise<Plugin> {
  const given = { name, apiKey, ...(privateKey !== "" && { privateKey }), settings: { baseCurrency } };
  if (plugin === null) return answerOf(api.POST("/v1/admin/plugins", { body: { ...given, status: "inactive" } }));
  const body = { version: plugin.version, ...given };
  return answerOf(api.PATCH("/v1/admin/plugins/{plugin}", { params: { path: { plugin: plugin.id } }, body }));
}
