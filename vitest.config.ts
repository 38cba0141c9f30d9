import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{src,sandbox,test,scripts,bench}/**/*.test.ts"],
    exclude: ["test/faults/full/**", "node_modules/**"],
    globalSetup: ["test/postgres/global-setup.ts"],
    sequence: { shuffle: true },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
