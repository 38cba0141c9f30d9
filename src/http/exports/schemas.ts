import { z } from "zod";
import { EXPORT_STATES } from "../../history/export.ts";
import { FILE_FORMATS } from "../../history/file/file-format.ts";
import { pluginIdSchema } from "../admin/schemas/params.ts";

const timestamp = z.number().nullable().meta({ description: "Milliseconds since the epoch." });
const sum = z.object({ count: z.number().int(), sum: z.string().meta({ description: "Decimal text." }) });

export const exportRequestSchema = z
  .strictObject({
    from: z.iso
      .date({ error: "must be a date, for example 2022-09-01" })
      .optional()
      .meta({
        description:
          "Customers whose account was created at 00:00:00 of this date in the plugin's time zone, or later. Default: the plugin's setting.",
        examples: ["2022-09-01"],
      }),
    includeGuests: z
      .boolean()
      .optional()
      .meta({ description: "Also orders that belong to no account. Default: the plugin's setting." }),
    file: z.string().max(100).optional().meta({ description: "Name of an uploaded file. Absent: the plugin's shop." }),
  })
  .meta({ id: "ExportRequest" });

const done = z.object({
  done: z.number().int(),
  total: z.number().int().nullable().meta({ description: "Null as long as it is not known." }),
});

export const exportStatusSchema = z
  .object({
    pluginId: z.string(),
    status: z.enum(["not_synchronised", ...EXPORT_STATES]),
    message: z.string().meta({ examples: ["Customers registered on and after 2022-09-01 have been synchronized"] }),
    isLocked: z.boolean().meta({ description: "Its settings cannot be changed, and no other can be started." }),
    step: z.enum(["reading", "delivering"]).nullable(),
    from: z.string().nullable(),
    includeGuests: z.boolean(),
    source: z
      .discriminatedUnion("kind", [
        z.object({ kind: z.literal("shop") }),
        z.object({ kind: z.literal("file"), file: z.string() }),
      ])
      .nullable(),
    customers: done,
    orders: done,
    events: z
      .object({ total: z.number().int(), waiting: z.number().int(), sent: z.number().int() })
      .meta({ description: "Metric events: given to the delivery, of them still waiting, and the others." }),
    problems: z.number().int(),
    currentDate: z
      .string()
      .nullable()
      .meta({ description: "How far it is in time.", examples: ["2023-04-17"] }),
    eventsPerSecond: z.number(),
    ordersPerSecond: z.number(),
    secondsLeft: z.number().nullable(),
    trouble: z
      .object({ code: z.string(), message: z.string(), since: z.number() })
      .nullable()
      .meta({ description: "Why it does not get on, or why it failed." }),
    startedAt: timestamp,
    updatedAt: timestamp,
    finishedAt: timestamp,
  })
  .meta({ id: "ExportStatus" });

const difference = z.object({ code: z.string(), count: z.number().int(), sum: z.string() });

export const exportReportSchema = z
  .object({
    pluginId: z.string(),
    status: z.enum(EXPORT_STATES),
    from: z.string(),
    includeGuests: z.boolean(),
    baseCurrency: z.string(),
    startedAt: z.number(),
    finishedAt: timestamp,
    customers: z.number().int(),
    orders: z.number().int(),
    problems: z.number().int(),
    waiting: z.number().int().meta({ description: "Still to be delivered; they count as sent." }),
    lines: z.array(
      z.object({
        metric: z.string(),
        currency: z.string(),
        source: sum.meta({ description: "What the source says." }),
        sent: sum,
        value: z.string().meta({ description: "What was sent, in the base currency." }),
        differences: z.array(difference).meta({ description: "What makes the difference, each with its reason." }),
      }),
    ),
    isEverythingSent: z.boolean(),
  })
  .meta({ id: "ExportReport" });

const problem = z.object({ code: z.string(), reference: z.string(), message: z.string() });

export const exportProblemsQuerySchema = z.object({
  after: z.coerce.number().int().min(0).default(0).meta({ description: "Place of the last one of the page before." }),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});

export const exportProblemsSchema = z.object({
  problems: z.array(problem.extend({ place: z.number().int() }).meta({ id: "ExportProblem" })),
});

export const dryRunSchema = z
  .object({
    from: z.string(),
    total: z.object({ customers: z.number().int().nullable(), orders: z.number().int().nullable() }),
    read: z.object({ customers: z.number().int(), orders: z.number().int() }),
    isWhole: z.boolean().meta({ description: "Everything was looked at." }),
    lines: z.array(
      z.object({
        metric: z.string(),
        currency: z.string(),
        source: sum,
        mapped: sum,
        left: z.record(z.string(), sum),
      }),
    ),
    samples: z.array(z.object({ metric: z.string(), uniqueId: z.string(), time: z.string(), properties: z.unknown() })),
    problems: z.array(problem),
  })
  .meta({ id: "ExportDryRun" });

export const verifyRequestSchema = z
  .strictObject({ sample: z.number().int().min(1).max(200).default(20).meta({ description: "Events to read back." }) })
  .meta({ id: "ExportVerifyRequest" });

export const verificationSchema = z
  .object({
    checked: z.number().int(),
    matching: z.number().int(),
    faults: z.array(z.object({ metric: z.string(), uniqueId: z.string(), detail: z.string() })),
    broken: z.string().nullable().meta({ description: "Why not all could be read." }),
  })
  .meta({ id: "ExportVerification" });

export const newExportFileSchema = z
  .strictObject({
    format: z
      .enum(FILE_FORMATS)
      .optional()
      .meta({ description: "Default: ndjson.", examples: ["csv"] }),
  })
  .nullish()
  .meta({ id: "NewExportFile" });

export const exportFileSchema = z
  .object({
    file: z.string().meta({ description: "Its name." }),
    size: z.number().int().meta({ description: "Bytes." }),
  })
  .meta({ id: "ExportFile" });

export const exportFileParamsSchema = z.object({
  plugin: pluginIdSchema,
  file: z.string().min(1).max(100).meta({ description: "The file's name." }),
});

export const pieceQuerySchema = z.object({
  offset: z.coerce.number().int().min(0).meta({ description: "Where the piece begins, in bytes: the file's size." }),
});
