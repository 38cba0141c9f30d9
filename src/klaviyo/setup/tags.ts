import { z } from "zod";
import type { Ask } from "./ask.ts";
import { PACES } from "./pace.ts";

const resource = z.object({ id: z.string(), attributes: z.object({ name: z.string() }) });
const one = z.object({ data: resource });
const many = z.object({ data: z.array(resource) });

const read = { pace: PACES.s, scopes: ["tags:read"], repeatable: true } as const;

/** Tags of the account (scopes tags:read, tags:write, and flows:write to give a flow one; 3/s, 60/min). */
export function tagsOf(ask: Ask) {
  return {
    async findNamed(name: string): Promise<string | null> {
      const query = new URLSearchParams({ filter: `equals(name,${JSON.stringify(name)})` });
      const request = {
        ...read,
        method: "GET",
        path: `/api/tags?${query}`,
        endpoint: "GET /api/tags",
        what: "list tags",
      } as const;
      const { data } = await ask.read(request, many);
      return data.find((tag) => tag.attributes.name === name)?.id ?? null;
    },
    async create(name: string): Promise<string> {
      const body = { data: { type: "tag", attributes: { name } } };
      const scopes = ["tags:read", "tags:write"];
      const answer = await ask.read(
        {
          pace: PACES.s,
          scopes,
          method: "POST",
          path: "/api/tags",
          endpoint: "POST /api/tags",
          what: `make the tag ${name}`,
          body,
          repeatable: false,
        },
        one,
      );
      return answer.data.id;
    },
    async tagFlow(tagId: string, flowId: string): Promise<void> {
      const path = `/api/tags/${encodeURIComponent(tagId)}/relationships/flows`;
      const scopes = ["flows:write", "tags:write"];
      const body = { data: [{ type: "flow", id: flowId }] };
      await ask.done({
        pace: PACES.s,
        scopes,
        method: "POST",
        path,
        endpoint: "POST /api/tags/{id}/relationships/flows",
        what: "tag a flow",
        body,
        repeatable: true,
      });
    },
    /** Ids of the flows that have the tag. */
    async flowsWith(tagId: string): Promise<ReadonlySet<string>> {
      const path = `/api/tags/${encodeURIComponent(tagId)}/relationships/flows`;
      const scopes = ["flows:read", "tags:read"];
      const answer = await ask.find(
        {
          pace: PACES.s,
          scopes,
          method: "GET",
          path,
          endpoint: "GET /api/tags/{id}/relationships/flows",
          what: "list the flows of a tag",
          repeatable: true,
        },
        z.object({ data: z.array(z.object({ id: z.string() })) }),
      );
      return new Set(answer?.data.map(({ id }) => id));
    },
  };
}
