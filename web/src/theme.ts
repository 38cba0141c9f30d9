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

/** Behind tinted text, such as the page in the navigation that is shown and a button that revokes: Mantine's own are too dark for it. */
const TINTED_UNDER_POINTER = { cyan: "#bdf4f9", red: "#fff5f5" };

/** The same for quiet text, place holders and errors, where Mantine's own shades are too pale. */
export const resolveVariables: CSSVariablesResolver = ({ colors: { gray, dark, red } }) => ({
  variables: {},
  light: {
    "--mantine-color-cyan-filled-hover": PRIMARY_UNDER_POINTER,
    "--mantine-color-cyan-light-hover": TINTED_UNDER_POINTER.cyan,
    "--mantine-color-red-light-hover": TINTED_UNDER_POINTER.red,
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
