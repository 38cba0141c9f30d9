import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readConfig } from "../../src/config.ts";

const FILE = join(import.meta.dirname, "../../deploy/compose.yaml");
const text = readFileSync(FILE, "utf8");

const serviceSchema = z.looseObject({
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  tmpfs: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  secrets: z.array(z.string()).optional(),
  read_only: z.boolean().optional(),
  stop_grace_period: z.string().optional(),
});
const compose = z
  .object({
    services: z.record(z.string(), serviceSchema),
    secrets: z.record(z.string(), z.object({ file: z.string() })),
    volumes: z.record(z.string(), z.unknown()),
  })
  .parse(parse(text, { merge: true }));

test("every temporary file system is one absolute path with its options", () => {
  const mounts = Object.values(compose.services).flatMap(({ tmpfs = [] }) => tmpfs);
  expect(mounts.length).toBeGreaterThan(0);
  for (const mount of mounts) expect(mount).toMatch(/^\/[\w/]+(:\w+=\w+(,\w+=\w+)*)?$/);
});

test("every volume and secret that a service names is declared", () => {
  for (const { volumes = [], secrets = [] } of Object.values(compose.services)) {
    for (const volume of volumes) expect(compose.volumes).toHaveProperty(volume.split(":")[0] ?? "");
    for (const secret of secrets) expect(compose.secrets).toHaveProperty(secret);
  }
});

test("the files of exports are in one folder for all, which the image makes for the user that it runs as", () => {
  for (const name of ["serve", "worker"]) expect(compose.services[name]?.volumes).toContain("exports:/data/exports");
  const dockerfile = readFileSync(join(FILE, "../../Dockerfile"), "utf8");
  expect(dockerfile).toMatch(/^RUN install --directory --owner=node .* \/data \/data\/exports$/m);
});

test("the secrets are where the recipe at its head makes them, and the service can run with them", () => {
  const recipe = text.split("\n").filter((line) => line.startsWith("#"));
  expect(recipe.join("\n")).toMatch(/cd deploy;.*mkdir -p secrets/);
  for (const { file } of Object.values(compose.secrets)) expect(recipe.join("\n")).toContain(`> ${file}`);
  const line = recipe.find((one) => one.includes("printf")) ?? "";
  const [, form = ""] = /printf '([^']+)'/.exec(line) ?? [];
  const made = form.replaceAll("\\n", "\n").replaceAll("%s", "0".repeat(64));
  const environment = Object.fromEntries(
    made
      .trim()
      .split("\n")
      .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
  for (const { environment: own = {} } of [compose.services.serve, compose.services.worker].map((one) => one ?? {}))
    expect(() => readConfig({ ...environment, ...own })).not.toThrow();
});

test("what runs has no write access but to its data, and is given the time that a shutdown takes", () => {
  for (const name of ["serve", "worker"]) {
    const service = compose.services[name];
    expect(service).toMatchObject({ read_only: true, cap_drop: ["ALL"], stop_grace_period: "15s" });
  }
  expect(compose.services.serve?.command).toEqual(["serve", "--no-deliver"]);
  expect(compose.services.worker?.command).toEqual(["worker"]);
});
