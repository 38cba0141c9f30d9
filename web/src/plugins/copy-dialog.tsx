import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Plugin } from "../api/api-types.ts";
import { answerOf, api } from "../api/client.ts";
import { fieldErrorsOf } from "../api/problem.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { texts } from "../texts/texts.ts";
import type { Draft } from "./form/draft.ts";

interface CopyDialogProps {
  readonly plugin: Plugin;
  readonly draft: Draft;
  readonly onCopied: (copy: Plugin) => void;
  /** Faults of the settings themselves, which the form shows. */
  readonly onFaults: (faults: Record<string, string>) => void;
  readonly onClose: () => void;
}

/** Saves what stands in the form as a plugin of its own. */
export function CopyDialog({ plugin, draft, onCopied, onFaults, onClose }: CopyDialogProps) {
  const words = texts.plugins.copying;
  const [name, setName] = useState(draft.name === plugin.name ? words.suggestion(plugin.name) : draft.name);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => {
      const { status, apiKey, privateKey, settings } = draft;
      const key = privateKey === "" ? { ...(plugin.hasPrivateKey && { copyKeyOf: plugin.id }) } : { privateKey };
      return answerOf(
        api.POST("/v1/admin/plugins", { body: { name, status, apiKey, ...key, settings: { ...settings } } }),
      );
    },
    onSuccess: onCopied,
    onError: (problem) => {
      const { name: ofName, ...others } = fieldErrorsOf(problem);
      if (Object.keys(others).length === 0) return;
      onFaults(others);
      onClose();
    },
  });
  const fault = fieldErrorsOf(error).name;
  return (
    <Dialog onClose={onClose} title={words.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <Stack gap="md">
          <Text size="sm">{words.detail}</Text>
          <TextInput
            label={words.name}
            data-autofocus
            value={name}
            error={fault && texts.plugins.faults.sentence(words.name, fault)}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {error !== null && <ProblemNotice problem={error} hidesFaults />}
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" loading={isPending}>
              {words.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
