import { Button, Stack, Text } from "@mantine/core";
import type { NewPushKey } from "../../api/api-types.ts";
import { Dialog } from "../../shell/dialog.tsx";
import { texts } from "../../texts/texts.ts";
import { CopyLine } from "../copy-line.tsx";

/** Shows a new key the one time that it can be seen; only the button closes it. */
export function NewKeyDialog({ made, onClose }: { readonly made: NewPushKey; readonly onClose: () => void }) {
  const words = texts.plugins.pushKeys;
  return (
    <Dialog
      onClose={onClose}
      title={words.onceTitle(made.key.name)}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Stack gap="md">
        <Text size="sm">{words.onceDetail}</Text>
        <CopyLine text={made.secret} />
        <Button onClick={onClose} w="fit-content" data-autofocus>
          {words.done}
        </Button>
      </Stack>
    </Dialog>
  );
}
