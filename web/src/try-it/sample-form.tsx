import { Alert, Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { METRICS, type Metric } from "../activity/metrics.ts";
import type { Plugin, SentSamples } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { fieldErrorsOf } from "../api/problem.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { languageName } from "../emails/language-name.ts";
import { emailsQuery } from "../emails/queries.ts";
import { texts } from "../texts/texts.ts";

const words = texts.tryIt;
const FIELDS: ReadonlySet<string> = new Set(["email", "firstName", "lastName"]);

interface SampleFormProps {
  /** One at least. */
  readonly plugins: readonly Plugin[];
  readonly onSent: (sent: SentSamples) => void;
}

export function SampleForm({ plugins, onSent }: SampleFormProps) {
  const [id, setId] = useState(plugins[0]?.id ?? "");
  const plugin = plugins.find((one) => one.id === id);
  const [email, setEmail] = useState("");
  const [firstName, setFirstName] = useState("");
  const [lastName, setLastName] = useState("");
  const languages = useLanguages(plugin);
  const [chosenLanguage, setLanguage] = useState<string>();
  const language = chosenLanguage ?? languages[0];
  const [metrics, setMetrics] = useState<readonly Metric[]>(METRICS);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST("/v1/admin/plugins/{plugin}/samples", {
          params: { path: { plugin: id } },
          body: {
            ...(email.trim() !== "" && { email: email.trim() }),
            ...(firstName.trim() !== "" && { firstName: firstName.trim() }),
            ...(lastName.trim() !== "" && { lastName: lastName.trim() }),
            ...(language !== undefined && { language }),
            metrics: [...metrics],
          },
        }),
      ),
    onSuccess: onSent,
  });
  const faults = fieldErrorsOf(error);
  const isShownAtFields = Object.keys(faults).length > 0 && Object.keys(faults).every((field) => FIELDS.has(field));
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <Stack gap="md" maw={720}>
        {plugins.length > 1 && (
          <NativeSelect
            label={words.plugin}
            value={id}
            onChange={({ currentTarget }) => {
              setId(currentTarget.value);
              setLanguage(undefined);
            }}
            data={plugins.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <TextInput
          data-search
          type="email"
          autoComplete="email"
          label={words.email}
          description={words.emailHint}
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          error={faults.email}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={words.firstName}
            description={words.nameHint}
            value={firstName}
            onChange={({ currentTarget }) => setFirstName(currentTarget.value)}
            error={faults.firstName}
          />
          <TextInput
            label={words.lastName}
            description={words.nameHint}
            value={lastName}
            onChange={({ currentTarget }) => setLastName(currentTarget.value)}
            error={faults.lastName}
          />
        </SimpleGrid>
        <NativeSelect
          label={words.language}
          description={words.languageHint}
          value={language ?? ""}
          onChange={({ currentTarget }) => setLanguage(currentTarget.value)}
          data={languages.map((code) => ({ value: code, label: languageName(code) }))}
          maw={340}
        />
        <MetricChoice metrics={metrics} onChange={setMetrics} />
        {plugin?.status === "inactive" && (
          <Alert variant="light" role="status">
            {words.inactive}
          </Alert>
        )}
        {error !== null && !isShownAtFields && <ProblemNotice problem={error} />}
        <Group>
          <Button type="submit" loading={isPending} disabled={metrics.length === 0}>
            {words.send}
          </Button>
          {plugin !== undefined && plugin.apiKey !== "" && <Text size="sm">{words.account(plugin.apiKey)}</Text>}
        </Group>
      </Stack>
    </form>
  );
}

/** The shop's own, the first of them its standard; of a shop that names none, those that mails are written in. */
function useLanguages(plugin: Plugin | undefined): readonly string[] {
  const { data } = useQuery(emailsQuery);
  const own = plugin?.settings.languages;
  return Array.isArray(own) && own.length > 0 ? own.map(String) : (data?.languages ?? []);
}

interface MetricChoiceProps {
  readonly metrics: readonly Metric[];
  readonly onChange: (metrics: readonly Metric[]) => void;
}

function MetricChoice({ metrics, onChange }: MetricChoiceProps) {
  const isAll = metrics.length === METRICS.length;
  return (
    <Stack gap="xs">
      <Checkbox.Group
        label={words.metrics}
        description={words.metricsHint}
        error={metrics.length === 0 ? words.noMetric : undefined}
        value={[...metrics]}
        onChange={(chosen) => onChange(METRICS.filter((metric) => chosen.includes(metric)))}
      >
        <SimpleGrid cols={{ base: 1, xs: 2, sm: 3 }} spacing="xs" my="xs">
          {METRICS.map((metric) => (
            <Checkbox key={metric} value={metric} label={metric} />
          ))}
        </SimpleGrid>
      </Checkbox.Group>
      <Checkbox
        label={words.all}
        checked={isAll}
        indeterminate={!isAll && metrics.length > 0}
        onChange={() => onChange(isAll ? [] : METRICS)}
      />
    </Stack>
  );
}
