import { Button, CopyButton, Group, Stack, Text, TextInput } from "@mantine/core";
import { Dialog } from "../shell/dialog.tsx";
import { formatTime } from "../texts/format.ts";
import { texts } from "../texts/texts.ts";

export interface ShownLink {
  readonly url: string;
  readonly expiresAt: number;
  /** Whose password it sets. */
  readonly name: string;
}

interface LinkDialogProps {
  readonly link: ShownLink | null;
  readonly onClose: () => void;
}

export function LinkDialog({ link, onClose }: LinkDialogProps) {
  const words = texts.users.link;
  if (link === null) return null;
  return (
    <Dialog onClose={onClose} title={words.title} closeOnClickOutside={false}>
      <Stack gap="md">
        <Text size="sm">{words.explain(link.name, formatTime(link.expiresAt))}</Text>
        <TextInput label={words.label} value={link.url} readOnly onFocus={(event) => event.currentTarget.select()} />
        <Group justify="flex-end">
          <CopyButton value={link.url}>
            {({ copied, copy }) => (
              <Button onClick={copy} data-autofocus>
                {copied ? words.copied : words.copy}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onClose}>
            {words.done}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
