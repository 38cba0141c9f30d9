import { type CSSVariablesResolver, createTheme } from "@mantine/core";
import { texts } from "./texts/texts.ts";

/** Shades that keep a contrast of 4.5 on both backgrounds (WCAG 2.2, 1.4.3). */
export const theme = createTheme({
  primaryColor: "cyan",
  primaryShade: 9,
  autoContrast: true,
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    Alert: { styles: { title: { color: "var(--mantine-color-text)" } } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": texts.shell.close } } },
  },
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
});

/** Under the pointer a filled button grows darker; Mantine's own next shade is paler, and too pale for the label. */
const PRIMARY_UNDER_POINTER = "#095f6f";

/** The same for quiet text, place holders and errors, where Mantine's own shades are too pale. */
export const resolveVariables: CSSVariablesResolver = ({ colors: { gray, dark, red } }) => ({
  variables: {},
  light: {
    "--mantine-color-cyan-filled-hover": PRIMARY_UNDER_POINTER,
    "--mantine-color-dimmed": gray[7],
    "--mantine-color-placeholder": gray[7],
    "--mantine-color-error": red[9],
  },
  dark: {
    "--mantine-color-cyan-filled-hover": PRIMARY_UNDER_POINTER,
    "--mantine-color-dimmed": dark[1],
    "--mantine-color-placeholder": dark[1],
    "--mantine-color-error": red[4],
  },
});
