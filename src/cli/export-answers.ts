import { z } from "zod";

/** As much of the answers about exports as is shown. */
const done = z.looseObject({ done: z.number(), total: z.number().nullable() });
export const statusSchema = z.looseObject({
  pluginId: z.string(),
  status: z.string(),
  message: z.string(),
  isLocked: z.boolean(),
  step: z.string().nullable(),
  from: z.string().nullable(),
  customers: done,
  orders: done,
  events: z.looseObject({ total: z.number(), waiting: z.number(), sent: z.number() }),
  problems: z.number(),
  currentDate: z.string().nullable(),
  eventsPerSecond: z.number(),
  ordersPerSecond: z.number(),
  secondsLeft: z.number().nullable(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
});
export type ShownStatus = z.infer<typeof statusSchema>;

const sum = z.looseObject({ count: z.number(), sum: z.string() });
export const reportSchema = z.looseObject({
  from: z.string(),
  baseCurrency: z.string(),
  waiting: z.number(),
  problems: z.number(),
  isEverythingSent: z.boolean(),
  lines: z.array(
    z.looseObject({
      metric: z.string(),
      currency: z.string(),
      source: sum,
      sent: sum,
      value: z.string(),
      differences: z.array(z.looseObject({ code: z.string(), count: z.number(), sum: z.string() })),
    }),
  ),
});
export type ShownReport = z.infer<typeof reportSchema>;

export const trialSchema = z.looseObject({
  from: z.string(),
  total: z.looseObject({ customers: z.number().nullable(), orders: z.number().nullable() }),
  read: z.looseObject({ customers: z.number(), orders: z.number() }),
  isWhole: z.boolean(),
  lines: z.array(z.looseObject({ metric: z.string(), currency: z.string(), source: sum, mapped: sum })),
  samples: z.array(
    z.looseObject({ metric: z.string(), uniqueId: z.string(), time: z.string(), properties: z.unknown() }),
  ),
  problems: z.array(z.looseObject({ reference: z.string(), message: z.string() })),
});
export type ShownTrial = z.infer<typeof trialSchema>;

export const verificationSchema = z.looseObject({
  checked: z.number(),
  matching: z.number(),
  faults: z.array(z.looseObject({ metric: z.string(), uniqueId: z.string(), detail: z.string() })),
  broken: z.string().nullable(),
});
export type ShownVerification = z.infer<typeof verificationSchema>;

export const problemsSchema = z.object({
  problems: z.array(z.looseObject({ place: z.number(), reference: z.string(), message: z.string() })),
});
export const fileSchema = z.looseObject({ file: z.string(), size: z.number() });
