import { Kbd, Table } from "@mantine/core";
import { texts } from "../texts/texts.ts";
import { Dialog } from "./dialog.tsx";

interface ShortcutsDialogProps {
  readonly shortcuts: readonly { readonly keys: readonly string[]; readonly does: string }[];
  readonly onClose: () => void;
}

/** Loaded when it is first opened. */
export function ShortcutsDialog({ shortcuts, onClose }: ShortcutsDialogProps) {
  return (
    <Dialog onClose={onClose} title={texts.shell.shortcuts.title}>
      <Table>
        <Table.Tbody>
          {shortcuts.map(({ keys, does }) => (
            <Table.Tr key={does}>
              <Table.Td>
                {keys.map((key, index) => (
                  <span key={key}>
                    {index > 0 && " + "}
                    <Kbd>{key}</Kbd>
                  </span>
                ))}
              </Table.Td>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
