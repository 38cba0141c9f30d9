import type { MentionedVariable } from "../language/variables-of.ts";
import type { Circumstances, Remark } from "./check-template.ts";
import { findShape, metricsWith, type Shape } from "./known-variables.ts";

/** Scopes that Klaviyo has beside the event and the profile; what they hold depends on the account. */
const OTHER_SCOPES = ["organization", "feeds", "catalog_item", "message", "campaign", "flow"];

/** Whether the variable is there at all, and what the mail shows where it is not. */
export function checkPresence(variable: MentionedVariable, circumstances: Circumstances): Remark[] {
  const [scope = "", ...rest] = variable.steps;
  if (OTHER_SCOPES.includes(scope)) return checkDefault(variable, circumstances);
  if (scope === "event")
    return [...checkEvent(variable, rest, circumstances), ...checkDefault(variable, circumstances)];
  if (scope === "person")
    return [...checkPerson(variable, rest, circumstances), ...checkDefault(variable, circumstances)];
  if (findShape(circumstances.known.person, variable.steps) !== undefined) return [];
  return [unknownName(variable, circumstances)];
}

function checkEvent(
  { written }: MentionedVariable,
  steps: readonly string[],
  { known, metric }: Circumstances,
): Remark[] {
  if (findShape(known.event, steps) !== undefined) return [];
  const message = `${written} is not sent with ${metric}.${suggestion(known.event, steps)}`;
  return [{ level: "error", code: "variable_unknown", message }];
}

function suggestion(event: Shape, steps: readonly string[]): string {
  const owner = findShape(event, steps.slice(0, -1));
  const name = steps.at(-1) ?? "";
  const close = owner?.kind === "map" ? closest(name, [...owner.fields.keys()]) : undefined;
  if (close !== undefined) return ` Did you mean ${close}?`;
  const others = metricsWith(steps);
  return others.length === 0
    ? " What is sent stands in the details of such an event in the activity, and in docs/metrics.md."
    : ` It is with ${others.join(", ")}.`;
}

function checkPerson({ written }: MentionedVariable, steps: readonly string[], { known }: Circumstances): Remark[] {
  if (findShape(known.person, steps) !== undefined) return [];
  const close = known.person.kind === "map" ? closest(steps[0] ?? "", [...known.person.fields.keys()]) : undefined;
  const hint = close === undefined ? "" : ` Did you mean ${close}?`;
  return [
    {
      level: "hint",
      code: "profile_property_unknown",
      message: `${written} is not sent by the plugin: fine if your profiles have it from elsewhere.${hint}`,
    },
  ];
}

function unknownName({ written, steps }: MentionedVariable, { known }: Circumstances): Remark {
  const isOfEvent = findShape(known.event, steps) !== undefined;
  const isOfItem = findShape(known.event, ["Items", "[]", ...steps.slice(1)]) !== undefined && steps.length > 1;
  const instead = isOfEvent
    ? ` Write event.${written}.`
    : isOfItem
      ? ` ${steps[0]} is there inside of {% for ${steps[0]} in event.Items %} alone.`
      : " Variables begin with event., person. or organization.";
  return { level: "error", code: "variable_unknown", message: `There is no ${written} here.${instead}` };
}

/** A look-up that finds nothing prints None; a profile may lack everything but its e-mail address. */
function checkDefault(variable: MentionedVariable, { tested }: Circumstances): Remark[] {
  const { role, filters, steps, viaLookup, written } = variable;
  const isSafe = filters.includes("default") || filters.includes("default_if_none") || tested.has(steps.join("."));
  if (role !== "printed" || isSafe) return [];
  if (viaLookup) {
    const message = `Where ${steps.at(-1)} is missing, the mail shows the word None. Add |default:"" behind the look-up.`;
    return [{ level: "warning", code: "default_missing", message }];
  }
  if (steps[0] !== "person" || steps[1] === "email") return [];
  const message = `Not every profile has ${written}. Add |default:"…", or test it with {% if %}.`;
  return [{ level: "hint", code: "default_missing", message }];
}

/** Longer than any name; comparing takes the product of the lengths. */
const LONGEST_NAME = 60;
const FEW_LETTERS = 2;

/** The name that differs in case or in a letter or two. */
function closest(name: string, names: readonly string[]): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const bare = (text: string) => text.toLowerCase().replaceAll(/[_\s]/g, "");
  const same = names.find((one) => bare(one) === bare(name));
  if (same !== undefined) return same;
  const near = names
    .filter((one) => Math.abs(one.length - name.length) <= FEW_LETTERS)
    .map((one) => ({ one, distance: distanceOf(bare(one), bare(name)) }));
  const best = near.toSorted((left, right) => left.distance - right.distance)[0];
  return best !== undefined && best.distance <= Math.min(FEW_LETTERS, Math.floor(name.length / 3))
    ? best.one
    : undefined;
}

/** Levenshtein's. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [column, compared] of [...other].entries()) {
      const changed = (row[column] ?? 0) + (letter === compared ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
