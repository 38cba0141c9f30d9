import { ActionIcon } from "@mantine/core";
import { type HotkeyItem, useDisclosure, useHotkeys } from "@mantine/hooks";
import { IconKeyboard } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { texts } from "../texts/texts.ts";
import { useNavigation } from "./use-navigation.ts";

const ShortcutsDialog = lazy(async () => ({ default: (await import("./shortcuts-dialog.tsx")).ShortcutsDialog }));

/** A page's search field carries `data-search`. */
const SEARCH = "[data-search]";

/** Keys with a modifier only, so that none is pressed by a voice or a slip (WCAG 2.1.4). */
export function Shortcuts() {
  const [isOpen, { open, close }] = useDisclosure();
  const navigate = useNavigate();
  const words = texts.shell.shortcuts;
  const pages = useNavigation()
    .slice(0, 9)
    .map(({ to, label }, index) => ({
      keys: ["Alt", String(index + 1)],
      does: words.page(label),
      hotkey: [`alt+${index + 1}`, () => void navigate({ to }), { usePhysicalKeys: true }] as HotkeyItem,
    }));
  const shortcuts = [
    { keys: ["Ctrl", "/"], does: words.open, hotkey: ["mod+/", open] as HotkeyItem },
    { keys: ["Ctrl", "K"], does: words.search, hotkey: ["mod+K", focusSearch] as HotkeyItem },
    ...pages,
  ];
  useHotkeys(
    shortcuts.map(({ hotkey }) => hotkey),
    [],
  );
  return (
    <>
      <ActionIcon variant="default" size="lg" aria-label={words.button} onClick={open} visibleFrom="sm">
        <IconKeyboard size={18} aria-hidden />
      </ActionIcon>
      {isOpen && (
        <Suspense fallback={null}>
          <ShortcutsDialog shortcuts={shortcuts} onClose={close} />
        </Suspense>
      )}
    </>
  );
}

function focusSearch(): void {
  document.querySelector<HTMLElement>(SEARCH)?.focus();
}
