import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "./scenario.ts";

const DIRECTORY = join(import.meta.dirname, "../scenarios");

/** Every scenario there is, by file name. Throws when a file does not export one. */
export async function loadScenarios(): Promise<Scenario[]> {
  const files = readdirSync(DIRECTORY).filter((name) => name.endsWith(".ts"));
  return Promise.all(
    files.sort().map(async (file) => {
      const module: unknown = await import(join(DIRECTORY, file));
      if (isScenarioModule(module)) return module.scenario;
      throw new Error(`test/faults/scenarios/${file} exports no \`scenario\`.`);
    }),
  );
}

function isScenarioModule(module: unknown): module is { readonly scenario: Scenario } {
  if (typeof module !== "object" || module === null || !("scenario" in module)) return false;
  const { scenario } = module;
  return (
    typeof scenario === "object" &&
    scenario !== null &&
    "name" in scenario &&
    typeof scenario.name === "string" &&
    "story" in scenario &&
    "run" in scenario &&
    typeof scenario.run === "function"
  );
}
