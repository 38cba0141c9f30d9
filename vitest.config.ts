import { defineConfig } from "vitest/config";

const EVERYWHERE = {
  sequence: { shuffle: true },
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...EVERYWHERE,
          name: "service",
          include: ["{src,sandbox,test,scripts,bench,web/src}/**/*.test.ts"],
          exclude: ["test/browser/**", "test/faults/full/**", "node_modules/**"],
          globalSetup: ["test/postgres/global-setup.ts"],
        },
      },
      {
        test: {
          ...EVERYWHERE,
          testTimeout: 180_000,
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/browser/harness/build-web-app.ts"],
        },
      },
    ],
  },
});
