import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { texts } from "../texts/texts.ts";

interface DeleteDialogProps {
  readonly plugin: { readonly id: string; readonly name: string };
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

/** Deletes once the plugin's name is typed, since nothing brings it back. */
export function DeleteDialog({ plugin: { id, name }, onDeleted, onClose }: DeleteDialogProps) {
  const words = texts.plugins.deletion;
  const [typed, setTyped] = useState("");
  const isConfirmed = typed.trim() === name.trim();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => answerOf(api.DELETE("/v1/admin/plugins/{plugin}", { params: { path: { plugin: id } } })),
    onSuccess: onDeleted,
  });
  return (
    <Dialog onClose={onClose} title={words.title(name)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isConfirmed) mutate();
        }}
      >
        <Stack gap="md">
          <Text size="sm">{words.consequences}</Text>
          <TextInput
            label={words.type(name)}
            data-autofocus
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {error !== null && <ProblemNotice problem={error} />}
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" color="red" disabled={!isConfirmed} loading={isPending}>
              {words.confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
