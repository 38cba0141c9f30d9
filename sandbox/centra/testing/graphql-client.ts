import { z } from "zod";
import type { CentraSandbox } from "../server.ts";

const answerSchema = z.looseObject({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.looseObject({
        message: z.string(),
        extensions: z.looseObject({ category: z.string() }),
        path: z.array(z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional(),
  extensions: z
    .looseObject({
      complexity: z.number(),
      permissionsUsed: z.array(z.string()),
      deprecatedFieldsUsed: z.array(z.string()).optional(),
    })
    .optional(),
});

export interface GraphqlAnswer extends z.infer<typeof answerSchema> {
  readonly status: number;
  readonly headers: Headers;
}

/** Sends one query over HTTP, as an integration would. */
export async function callGraphql(
  sandbox: Pick<CentraSandbox, "url" | "token">,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<GraphqlAnswer> {
  const answer = await fetch(`${sandbox.url}/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${sandbox.token}`, "content-type": "application/json", ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return { ...answerSchema.parse(await answer.json()), status: answer.status, headers: answer.headers };
}

/** The data of an answer without errors, in the shape that the test says. */
export async function query<Shape extends z.ZodType>(
  sandbox: Pick<CentraSandbox, "url" | "token">,
  shape: Shape,
  text: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<z.output<Shape>> {
  const { data, errors } = await callGraphql(sandbox, text, variables);
  if (errors !== undefined) throw new Error(errors.map((error) => error.message).join("\n"));
  return shape.parse(data);
}
