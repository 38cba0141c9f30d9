import { defineConfig } from "vitest/config";

const EVERYWHERE = {
  sequence: { shuffle: true },
  testTimeout: 180_000,
  hookTimeout: 120_000,
  // The longest that a machine with much else to do may take for what comes by itself.
  expect: { poll: { timeout: 90_000 } },
};

/** What needs the web app as it is built. */
const BUILT = ["test/browser/**/*.test.ts", "test/attacks/pages.test.ts"];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...EVERYWHERE,
          name: "service",
          include: ["{src,sandbox,test,scripts,bench,web/src}/**/*.test.ts"],
          exclude: [...BUILT, "test/faults/full/**", "node_modules/**"],
          globalSetup: ["test/postgres/global-setup.ts"],
        },
      },
      {
        test: {
          ...EVERYWHERE,
          testTimeout: 180_000,
          // A page that a busy machine does not show in time is tried once more, and told as a retry. What is shown wrongly never is.
          retry: { count: 1, condition: /^Not within \d+ ms|Timeout \d+ms exceeded|^(Test|Hook) timed out in/ },
          name: "browser",
          include: BUILT,
          globalSetup: ["test/browser/harness/build-web-app.ts"],
        },
      },
    ],
  },
});
