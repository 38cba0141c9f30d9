import { AppShell, Burger, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Outlet } from "@tanstack/react-router";
import { AccountMenu } from "../account/account-menu.tsx";
import { texts } from "../texts/texts.ts";
import { ColourSchemeMenu } from "./colour-scheme-menu.tsx";
import { Navigation } from "./navigation.tsx";
import classes from "./shell.module.css";
import { Shortcuts } from "./shortcuts.tsx";
import { useFocusOnNavigation } from "./use-focus-on-navigation.ts";

export const MAIN_ID = "content";

/** The frame around every page of somebody who is signed in. */
export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure();
  useFocusOnNavigation(MAIN_ID, close);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      padding={{ base: "sm", sm: "lg" }}
    >
      <a className={classes.skip} href={`#${MAIN_ID}`}>
        {texts.shell.skipToContent}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-expanded={isOpen}
              aria-label={isOpen ? texts.shell.closeNavigation : texts.shell.openNavigation}
            />
            <Text fw={600} truncate>
              {texts.shell.productName}
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Shortcuts />
            <ColourSchemeMenu />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={texts.shell.navigation}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id={MAIN_ID} tabIndex={-1} className={classes.main}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
