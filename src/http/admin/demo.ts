import { z } from "zod";
import { HttpProblem } from "../problems/problem.ts";
import type { ZodServer } from "../validation.ts";

const entranceSchema = z
  .object({
    url: z.string().meta({ description: "For a browser on this machine." }),
    email: z.string(),
    password: z.string().meta({ description: "Of the demo's owner, who is nobody here." }),
  })
  .meta({ id: "DemoEntrance" });

/** Starts the demo shop, or answers how to enter the one that runs already, from this machine. */
export type DemoStarter = () => Promise<z.infer<typeof entranceSchema>>;

/** `/v1/admin/demo`: a look around without accounts of one's own. */
export function addDemoRoutes(server: ZodServer, { startDemo }: { readonly startDemo?: DemoStarter }): void {
  server.get(
    "/v1/admin/demo",
    {
      config: {
        operation: {
          operationId: "showDemo",
          tag: "Admin: plugins",
          security: "adminToken",
          summary: "Whether this service can start the demo shop",
          answer: {
            status: 200,
            description: "It can where it listens on this machine alone.",
            schema: z.object({ canStart: z.boolean() }),
          },
          problems: ["key_missing", "key_refused"],
        },
      },
    },
    async () => ({ canStart: startDemo !== undefined }),
  );

  server.post(
    "/v1/admin/demo",
    {
      config: {
        operation: {
          operationId: "startDemo",
          tag: "Admin: plugins",
          security: "adminToken",
          summary: "Start the demo shop",
          description:
            "A second service with data of its own, between simulated Centra and Klaviyo, until this one stops. Nothing of it touches this installation.",
          answer: { status: 201, description: "It runs.", schema: entranceSchema },
          problems: ["key_missing", "key_refused", "demo_not_possible"],
        },
      },
    },
    async (request, reply) => {
      if (startDemo === undefined)
        throw new HttpProblem(
          "demo_not_possible",
          "The service is reached from other machines, and the demo would not be. Run `npm run demo` on your own.",
        );
      const { url, ...owner } = await startDemo();
      return reply.code(201).send({ url: underOtherName(url, request.hostname), ...owner });
    },
  );
}

/** A cookie belongs to a host on all of its ports: under the same name, signing in to the demo would sign out here. */
function underOtherName(address: string, nameInUse: string): string {
  const url = new URL(address);
  url.hostname = nameInUse === "localhost" ? "127.0.0.1" : "localhost";
  return url.href;
}
