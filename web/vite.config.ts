import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import postcssMantine from "postcss-preset-mantine";
import simpleVariables from "postcss-simple-vars";
import { defineConfig } from "vite";

/** Where Mantine's style sheets turn to the phone's layout; the same as its theme's. */
const BREAKPOINTS = { xs: "36em", sm: "48em", md: "62em", lg: "75em", xl: "88em" };

export default defineConfig({
  root: import.meta.dirname,
  base: "/app/",
  plugins: [react()],
  css: {
    postcss: {
      plugins: [
        postcssMantine(),
        simpleVariables({
          variables: Object.fromEntries(
            Object.entries(BREAKPOINTS).map(([name, width]) => [`mantine-breakpoint-${name}`, width]),
          ),
        }),
      ],
    },
  },
  build: {
    outDir: resolve(import.meta.dirname, "dist"),
    emptyOutDir: true,
    manifest: true,
    /** Nothing is inlined: the page's policy allows no data: address. */
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    /** test/browser/first-load.test.ts is stricter. */
    chunkSizeWarningLimit: 700,
  },
});
