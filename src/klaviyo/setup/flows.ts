import { z } from "zod";
import type { Ask, SetupRequest } from "./ask.ts";
import { type FlowDefinition, type ReadAction, type ReadDefinition, readDefinition } from "./flow-definition.ts";
import { PACES } from "./pace.ts";
import { pathOf } from "./templates.ts";

export interface KlaviyoFlow {
  readonly id: string;
  readonly name: string;
  /** `draft`, `manual` or `live`. */
  readonly status: string;
  readonly archived: boolean;
  readonly definition: ReadDefinition;
}

const attributes = z.object({
  name: z.string().nullish(),
  status: z.string().nullish(),
  archived: z.boolean().nullish(),
});
const withDefinition = z.object({
  data: z.object({ id: z.string(), attributes: attributes.extend({ definition: readDefinition }) }),
});
const page = z.object({
  data: z.array(z.object({ id: z.string(), attributes })),
  links: z.object({ next: z.string().nullish() }).nullish(),
});

const read = { pace: PACES.s, scopes: ["flows:read"], repeatable: true } as const;
const write = { pace: PACES.s, scopes: ["flows:write"], repeatable: true } as const;

/**
 * Flows of the account (scopes flows:read, flows:write). A definition is given once, on creation (1/s, 15/min, 100 a day); afterwards a flow's
 * status and single actions can be changed, and it can be deleted.
 */
export function flowsOf(ask: Ask) {
  return {
    async listNamed(beginning: string): Promise<{ readonly id: string; readonly name: string }[]> {
      const query = new URLSearchParams({
        filter: `starts-with(name,${JSON.stringify(beginning)})`,
        "fields[flow]": "name",
      });
      const found: { id: string; name: string }[] = [];
      let path: string | null = `/api/flows?${query}`;
      while (path !== null) {
        const request: SetupRequest = { ...read, method: "GET", path, endpoint: "GET /api/flows", what: "list flows" };
        const answer: z.infer<typeof page> = await ask.read(request, page);
        found.push(...answer.data.map(({ id, attributes: { name } }) => ({ id, name: name ?? "" })));
        path = pathOf(answer.links?.next);
      }
      return found;
    },
    async find(id: string): Promise<KlaviyoFlow | null> {
      const path = `/api/flows/${encodeURIComponent(id)}?additional-fields[flow]=definition`;
      const request = {
        ...read,
        method: "GET",
        path,
        endpoint: "GET /api/flows/{id}",
        what: `read flow ${id}`,
      } as const;
      const answer = await ask.find(request, withDefinition);
      return answer === null ? null : flowOf(answer.data);
    },
    /** Not repeated without an answer: a second flow would be made. */
    async create(name: string, definition: FlowDefinition): Promise<KlaviyoFlow> {
      const body = { data: { type: "flow", attributes: { name, definition } } };
      const answer = await ask.read(
        {
          ...write,
          pace: PACES.xs,
          method: "POST",
          path: "/api/flows?additional-fields[flow]=definition",
          endpoint: "POST /api/flows",
          what: `make the flow ${name}`,
          body,
          repeatable: false,
        },
        withDefinition,
      );
      return flowOf(answer.data);
    },
    /** Deleting what is gone already is no error. */
    async remove(id: string): Promise<void> {
      const path = `/api/flows/${encodeURIComponent(id)}`;
      await ask.find(
        { ...write, method: "DELETE", path, endpoint: "DELETE /api/flows/{id}", what: `delete flow ${id}` },
        z.unknown(),
      );
    },
    /** Rewrites one action; a template that is named anew is copied anew. */
    async updateAction(action: ReadAction): Promise<void> {
      const path = `/api/flow-actions/${encodeURIComponent(action.id)}`;
      const body = { data: { type: "flow-action", id: action.id, attributes: { definition: action } } };
      await ask.done({
        ...write,
        method: "PATCH",
        path,
        endpoint: "PATCH /api/flow-actions/{id}",
        what: `change an e-mail of a flow`,
        body,
      });
    },
  };
}

function flowOf({
  id,
  attributes: { name, status, archived, definition },
}: z.infer<typeof withDefinition>["data"]): KlaviyoFlow {
  return { id, name: name ?? "", status: status ?? "draft", archived: archived ?? false, definition };
}
