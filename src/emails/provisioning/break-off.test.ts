import { expect, it } from "vitest";
import { describeOnBothEngines, type OpenDatabase } from "../../../test/databases.ts";
import { openStage, type StageRequest } from "../../../test/provisioning-stage.ts";
import type { Transport } from "../../klaviyo/transport.ts";

class KilledError extends Error {}

/**
 * Lets so many writes through; the next ends the run, before it leaves or after Klaviyo has carried it out. A run that ends at a read is as
 * one that ends before the write that would have followed.
 */
function killAfter(writes: number, when: "before" | "after") {
  let written = 0;
  return (transport: Transport): Transport => ({
    ...transport,
    async request(request) {
      if (request.method === "GET") return transport.request(request);
      written += 1;
      if (written <= writes) return transport.request(request);
      if (when === "after" && written === writes + 1) await transport.request(request);
      throw new KilledError();
    },
  });
}

/** Answers get lost: Klaviyo has carried the request out, and nobody knows. */
function loseAnswer(ofWrite: number) {
  let written = 0;
  return (transport: Transport): Transport => ({
    ...transport,
    async request(request) {
      const answer = await transport.request(request);
      if (request.method !== "GET") written += 1;
      if (request.method === "GET" || written !== ofWrite) return answer;
      return { kind: "unreachable", code: "connection_reset", detail: "lost", requestMayHaveBeenRead: true };
    },
  });
}

const REQUEST: StageRequest = { metrics: ["Started Checkout"], languages: ["en", "sv"] };

/** What a run leaves in the account, whatever ids it gave. */
async function runOn(
  open: OpenDatabase,
  disturb: ((transport: Transport) => Transport) | null,
  before: StageRequest | null,
) {
  const database = await open();
  await database.kysely.deleteFrom("plugins").execute();
  const stage = await openStage(database, { limits: "off", ingestionDelayMs: 0, isChecked: false });
  try {
    if (before !== null) await stage.apply(before);
    const first = stage.writes().length;
    if (disturb !== null) {
      await stage.apply({ ...REQUEST, through: disturb }).catch((error: unknown) => {
        if (!(error instanceof KilledError)) throw error;
      });
    }
    const writes = stage.writes().length - first;
    await stage.apply(REQUEST);
    const again = await stage.plan(REQUEST);
    const templates = stage.klaviyo
      .requests()
      .filter(({ method, target }) => method === "POST" && target === "/api/templates");
    const flows = stage.klaviyo.flows().map(({ name, status, tags, emails }) => ({
      ...{ name, status, tags },
      emails: emails.map((email) => [email.name, email.subject, email.templateName]),
    }));
    return { writes, left: { templates: templates.length, flows, open: again.steps, kept: again.kept } };
  } finally {
    await stage.close();
  }
}

/** The database stays open between the runs: each begins with the plugin's rows gone. */
function reopened(open: OpenDatabase): OpenDatabase {
  let database: ReturnType<OpenDatabase> | null = null;
  return () => {
    database ??= open();
    return database;
  };
}

const BEGINNINGS = [
  { name: "from nothing", before: null },
  { name: "with new looks for what is there", before: { ...REQUEST, shopName: "Before" } },
  { name: "with a language more", before: { ...REQUEST, languages: ["en"] } },
] as const;

describeOnBothEngines("a run that breaks off goes on", (open) => {
  it.each(BEGINNINGS)(
    "after every write, $name",
    async ({ before }) => {
      const openOnce = reopened(open);
      const whole = await runOn(openOnce, killAfter(10_000, "before"), before);
      expect(whole.left.open).toEqual([]);
      expect(whole.left.kept).toEqual([]);
      for (let writes = 0; writes < whole.writes; writes += 1) {
        for (const when of ["before", "after"] as const) {
          const { left } = await runOn(openOnce, killAfter(writes, when), before);
          expect(left, `killed ${when} write ${writes + 1}`).toEqual(whole.left);
        }
      }
    },
    300_000,
  );

  it("in the same run, when an answer is lost", async () => {
    const openOnce = reopened(open);
    const whole = await runOn(openOnce, killAfter(10_000, "before"), null);
    for (let write = 1; write <= whole.writes; write += 1) {
      const { left } = await runOn(openOnce, loseAnswer(write), null);
      expect(left, `lost the answer to write ${write}`).toEqual(whole.left);
    }
  }, 300_000);
});
