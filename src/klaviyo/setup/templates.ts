import { z } from "zod";
import type { Ask, SetupRequest } from "./ask.ts";
import { PACES } from "./pace.ts";

/** A template's content, as it is written and read. */
export interface TemplateContent {
  readonly name: string;
  readonly html: string;
  readonly text: string;
}

export interface KlaviyoTemplate extends TemplateContent {
  readonly id: string;
}

const attributes = z.object({ name: z.string(), html: z.string().nullish(), text: z.string().nullish() });
const resource = z.object({ id: z.string(), attributes });
const document = z.object({ data: resource });
const page = z.object({
  data: z.array(z.object({ id: z.string(), attributes: z.object({ name: z.string() }) })),
  links: z.object({ next: z.string().nullish() }).nullish(),
});

const read = { pace: PACES.l, scopes: ["templates:read"], repeatable: true } as const;
const write = { pace: PACES.l, scopes: ["templates:write"] } as const;

/** Templates of the account (scopes templates:read, templates:write; 75/s, 750/min; 1,000 at most in an account). */
export function templatesOf(ask: Ask) {
  return {
    /** Those whose name contains the text, ten to a request. */
    async listNamed(text: string): Promise<{ readonly id: string; readonly name: string }[]> {
      const query = new URLSearchParams({
        filter: `contains(name,${JSON.stringify(text)})`,
        "fields[template]": "name",
        "page[size]": "10",
      });
      const found: { id: string; name: string }[] = [];
      let path: string | null = `/api/templates?${query}`;
      while (path !== null) {
        const request: SetupRequest = {
          ...read,
          method: "GET",
          path,
          endpoint: "GET /api/templates",
          what: "list templates",
        };
        const answer: z.infer<typeof page> = await ask.read(request, page);
        found.push(...answer.data.map(({ id, attributes: { name } }) => ({ id, name })));
        path = pathOf(answer.links?.next);
      }
      return found;
    },
    async find(id: string): Promise<KlaviyoTemplate | null> {
      const path = `/api/templates/${encodeURIComponent(id)}`;
      const request = {
        ...read,
        method: "GET",
        path,
        endpoint: "GET /api/templates/{id}",
        what: `read template ${id}`,
      } as const;
      const answer = await ask.find(request, document);
      return answer === null ? null : templateOf(answer.data);
    },
    /** Not repeated without an answer: a second template of the same name would be made. */
    async create(content: TemplateContent): Promise<KlaviyoTemplate> {
      const { name, html, text } = content;
      const body = { data: { type: "template", attributes: { name, editor_type: "CODE", html, text } } };
      const answer = await ask.read(
        {
          ...write,
          method: "POST",
          path: "/api/templates",
          endpoint: "POST /api/templates",
          what: `make the template ${name}`,
          body,
          repeatable: false,
        },
        document,
      );
      return templateOf(answer.data);
    },
    async update(id: string, content: TemplateContent): Promise<KlaviyoTemplate> {
      const { name, html, text } = content;
      const body = { data: { type: "template", id, attributes: { name, html, text } } };
      const path = `/api/templates/${encodeURIComponent(id)}`;
      const answer = await ask.read(
        {
          ...write,
          method: "PATCH",
          path,
          endpoint: "PATCH /api/templates/{id}",
          what: `change the template ${name}`,
          body,
          repeatable: true,
        },
        document,
      );
      return templateOf(answer.data);
    },
    /** The content that a flow's e-mail has: a copy that it made of a template. */
    async findOfMessage(messageId: string): Promise<KlaviyoTemplate | null> {
      const path = `/api/flow-messages/${encodeURIComponent(messageId)}/template`;
      const answer = await ask.find(
        {
          ...read,
          pace: PACES.s,
          method: "GET",
          path,
          endpoint: "GET /api/flow-messages/{id}/template",
          what: `read the e-mail ${messageId}`,
        },
        document,
      );
      return answer === null ? null : templateOf(answer.data);
    },
  };
}

function templateOf({ id, attributes: { name, html, text } }: z.infer<typeof resource>): KlaviyoTemplate {
  return { id, name, html: html ?? "", text: text ?? "" };
}

/** Path and query of a `links.next`, which names Klaviyo's host. */
export function pathOf(link: string | null | undefined): string | null {
  const url = link ? URL.parse(link) : null;
  return url === null ? null : url.pathname + url.search;
}
