import { z } from "zod";
import type { BackUps } from "../../database/back-ups.ts";
import type { ZodServer } from "../validation.ts";

const orderSchema = z
  .strictObject({
    keep: z
      .int()
      .min(1)
      .max(1_000)
      .meta({
        description: "How many back-ups stay, this one among them; older ones are deleted. Absent: all.",
        examples: [7],
      })
      .optional(),
  })
  .meta({ id: "BackUpOrder" });

const backUpSchema = z
  .object({
    file: z
      .string()
      .meta({ description: "On the service's machine.", examples: ["/var/lib/centra-klaviyo/backups/…"] }),
    bytes: z.number(),
    removed: z.array(z.string()).meta({ description: "Earlier ones that were deleted." }),
  })
  .meta({ id: "BackUp" });

/** `/v1/admin/backups`: a copy of the embedded database. Where it goes is the service's own decision. */
export function addBackUpRoute(server: ZodServer, backUps: BackUps): void {
  server.post(
    "/v1/admin/backups",
    {
      schema: { body: orderSchema },
      config: {
        operation: {
          operationId: "makeBackUp",
          tag: "Admin: database",
          security: "adminToken",
          role: "owner",
          summary: "Back up the embedded database",
          description:
            "A copy as of one moment, in the folder `backups` of the data directory, while events go on being taken and delivered.",
          answer: { status: 201, description: "It is made.", schema: backUpSchema },
          problems: ["key_missing", "key_refused", "request_invalid", "backup_not_possible"],
        },
      },
    },
    async (request, reply) => reply.code(201).send(await backUps.make(request.body)),
  );
}
