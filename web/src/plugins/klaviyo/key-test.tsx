import { Alert, Button, List, Stack, Text } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { ConnectionTest } from "../../api/api-types.ts";
import { answerOf, api } from "../../api/client.ts";
import { fieldErrorsOf } from "../../api/problem.ts";
import { ProblemNotice } from "../../api/problem-notice.tsx";
import { texts } from "../../texts/texts.ts";
import classes from "../form/settings-form.module.css";

export interface KeysToTest {
  /** Absent: not saved yet. */
  readonly plugin?: string;
  readonly apiKey: string;
  /** Empty: the one that is saved. */
  readonly privateKey: string;
  readonly baseCurrency: string;
}

interface KeyTestProps {
  readonly keys: KeysToTest;
  /** Outside the settings form: not in its columns. */
  readonly isPlain?: boolean;
  readonly onFaults?: (faults: Record<string, string>) => void;
  readonly onResult?: (result: ConnectionTest) => void;
}

/** Asks Klaviyo whether the keys work as they stand in the form, saved or not, and says what is to be done if not. */
export function KeyTest({ keys, isPlain = false, onFaults, onResult }: KeyTestProps) {
  const words = texts.plugins.klaviyoTest;
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => {
      const { plugin, apiKey, privateKey, baseCurrency } = keys;
      const body = {
        ...(plugin !== undefined && { plugin }),
        ...(privateKey !== "" && { privateKey }),
        ...{ apiKey, baseCurrency },
      };
      return answerOf(api.POST("/v1/admin/klaviyo/test", { body }));
    },
    onError: (problem) => onFaults?.(fieldErrorsOf(problem)),
    onSuccess: (result) => {
      onFaults?.({});
      onResult?.(result);
    },
  });
  return (
    <div className={isPlain ? undefined : classes.row}>
      <Stack gap="xs">
        <Button
          variant="default"
          w="fit-content"
          leftSection={<IconPlugConnected size={16} aria-hidden />}
          loading={isPending}
          onClick={() => mutate()}
        >
          {words.test}
        </Button>
        {error !== null && <ProblemNotice problem={error} hidesFaults={onFaults !== undefined} />}
        {data !== undefined && <TestResult result={data} />}
      </Stack>
    </div>
  );
}

export function TestResult({ result: { ok, account, findings } }: { readonly result: ConnectionTest }) {
  const words = texts.plugins.klaviyoTest;
  const title = ok ? (findings.length === 0 ? null : words.worksWithRemark) : words.worksNot;
  return (
    <Alert
      color={ok ? (findings.length === 0 ? "green" : "yellow") : "red"}
      title={title}
      role="status"
      variant="light"
    >
      {ok && account !== null && (
        <Text size="sm">
          {words.works(account.organizationName || account.publicApiKey, account.preferredCurrency)}
        </Text>
      )}
      <List size="sm" spacing={4}>
        {findings.map(({ code, message, whatToDo }) => (
          <List.Item key={code}>
            {message} {whatToDo}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
