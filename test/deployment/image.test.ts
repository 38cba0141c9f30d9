import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";

const ROOT = join(import.meta.dirname, "../..");

interface Stage {
  readonly name: string;
  readonly lines: readonly string[];
  /** Of the checkout, as they stand in it. */
  readonly copied: readonly string[];
}

const stages = readFileSync(join(ROOT, "Dockerfile"), "utf8")
  .split(/^FROM /m)
  .slice(1)
  .map((text): Stage => {
    const lines = text.split("\n");
    const copies = lines.flatMap((line) => /^COPY (?!--from)(.+)$/.exec(line)?.[1]?.split(" ").slice(0, -1) ?? []);
    return { name: / AS (\w+)/.exec(lines[0] ?? "")?.[1] ?? "image", lines, copied: copies };
  });

function stageNamed(name: string): Stage {
  const found = stages.find((stage) => stage.name === name);
  if (found === undefined) throw new Error(`The Dockerfile has no stage ${name}.`);
  return found;
}

const has = ({ copied }: Stage, file: string) => copied.some((path) => file === path || file.startsWith(`${path}/`));

/** What a file imports when it runs: relative files as paths in the checkout, packages by their names. */
function importsOf(file: string): { readonly files: readonly string[]; readonly packages: readonly string[] } {
  const text = readFileSync(join(ROOT, file), "utf8");
  const statements = text.matchAll(/^(?:import(?! type)|export [{*])[^";:=()]*?"([^"\n]+)";|\bimport\("([^"\n]+)"\)/gm);
  const specifiers = [...statements].map(([, still = "", lazy = ""]) => still || lazy);
  const isFile = (specifier: string) => specifier.startsWith(".");
  return {
    files: specifiers.filter(isFile).map((specifier) => normalize(join(dirname(file), specifier))),
    packages: specifiers
      .filter(
        (specifier) => !isFile(specifier) && !specifier.startsWith("node:") && !builtinModules.includes(specifier),
      )
      .map((specifier) =>
        specifier
          .split("/")
          .slice(0, specifier.startsWith("@") ? 2 : 1)
          .join("/"),
      ),
  };
}

/** All that the files lead to, themselves included. */
function reach(entries: readonly string[]): { readonly files: Set<string>; readonly packages: Set<string> } {
  const files = new Set(entries);
  const packages = new Set<string>();
  for (const file of files) {
    if (!/\.m?[jt]sx?$/.test(file) || !existsSync(join(ROOT, file))) continue;
    const found = importsOf(file);
    for (const one of found.files) files.add(one);
    for (const one of found.packages) packages.add(one);
  }
  return { files, packages };
}

const packageFile = z
  .object({
    dependencies: z.record(z.string(), z.string()),
    engines: z.object({ node: z.string() }).optional(),
  })
  .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));

test("what every stage copies is in the checkout, and not kept out of the build", () => {
  const kept = readFileSync(join(ROOT, ".dockerignore"), "utf8")
    .split("\n")
    .flatMap((line) => /^!(.+)$/.exec(line)?.[1] ?? []);
  for (const path of stages.flatMap(({ copied }) => copied)) {
    expect(existsSync(join(ROOT, path)), path).toBe(true);
    expect(kept).toContain(path);
  }
});

test("the image has every file and every package that the command line loads, sooner or later", () => {
  const { files, packages } = reach(["bin/centra-klaviyo.mjs"]);
  expect(files.size).toBeGreaterThan(300);
  const image = stageNamed("image");
  expect([...files].filter((file) => !has(image, file))).toEqual([]);
  expect([...packages].filter((name) => !(name in packageFile.dependencies))).toEqual([]);
});

test("the stage that builds the web app has every file that goes into it", () => {
  const sources = globSync(["web/*.ts", "web/src/**/*.{ts,tsx}"], { cwd: ROOT }).filter(
    (file) => !file.endsWith(".test.ts"),
  );
  const { files } = reach(sources);
  const stage = stageNamed("web");
  expect([...files].filter((file) => !has(stage, file) && existsSync(join(ROOT, file)))).toEqual([]);
});

test("the image runs as somebody without rights, on the version of Node.js that the package pins", () => {
  const { lines } = stageNamed("image");
  expect(lines).toContain("USER node");
  const pinned = packageFile.dependencies.node?.split(".")[0];
  expect(stages.map(({ lines: [from = ""] }) => /^node:(\d+)/.exec(from)?.[1])).toEqual(stages.map(() => pinned));
});

test("what is compiled is in the image for the user that runs it, and outlives a restart under systemd", () => {
  const { lines } = stageNamed("image");
  expect(lines.find((line) => line.startsWith("ENV "))).toContain(" NODE_COMPILE_CACHE=/app/.compile-cache");
  const filling = lines.filter((line) => /^RUN .*node \/app\/bin\/centra-klaviyo\.mjs serve/.test(line));
  expect(filling.map((line) => line.includes("DATABASE_URL="))).toEqual([false, true]);
  expect(lines.indexOf(filling[0] ?? "")).toBeGreaterThan(lines.indexOf("USER node"));
  const unit = readFileSync(join(ROOT, "deploy/centra-klaviyo.service"), "utf8");
  const [, folder = ""] = /^CacheDirectory=(.+)$/m.exec(unit) ?? [];
  expect(unit).toContain(`NODE_COMPILE_CACHE=/var/cache/${folder}\n`);
});

test("its health check asks the port of `serve`, or of a worker", () => {
  const check = stageNamed("image").lines.find((line) => line.trim().startsWith("CMD [") && line.includes("fetch"));
  const [node, option, script = ""] = z.array(z.string()).parse(JSON.parse(check?.trim().replace(/^CMD /, "") ?? "[]"));
  expect([node, option]).toEqual(["node", "-e"]);
  expect(() => new Function(script)).not.toThrow();
  expect(script).toMatch(/WORKER_PORT \?\? process\.env\.PORT\}\/healthz/);
});

test("the unit of systemd starts a file that there is, with the package's own Node.js", () => {
  const unit = readFileSync(join(ROOT, "deploy/centra-klaviyo.service"), "utf8");
  const [program = "", script = ""] = /^ExecStart=(.+)$/m.exec(unit)?.[1]?.split(" ") ?? [];
  expect(program).toBe("/opt/centra-klaviyo/node_modules/.bin/node");
  expect(packageFile.dependencies).toHaveProperty("node");
  expect(statSync(join(ROOT, script.replace("/opt/centra-klaviyo/", ""))).isFile()).toBe(true);
});
