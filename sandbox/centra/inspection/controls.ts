import { isInterfaceType, isObjectType } from "graphql";
import { z } from "zod";
import { type FaultRule, faultRule } from "../faults/fault-rules.ts";
import { replaceMedia } from "../instance/catalog-operations.ts";
import { type SchemaChanges, schemaChanges } from "../schema/schema-changes.ts";
import type { SandboxState } from "../state.ts";
import { type WebhookSettings, webhookSettings } from "../webhooks/webhook-settings.ts";

export const tokenChange = z.strictObject({
  token: z.string(),
  revoked: z.boolean().optional(),
  /** Milliseconds since the epoch; a moment that is past makes it expired. */
  expiresAt: z.number().optional(),
  permissions: z.union([z.literal("all"), z.array(z.string())]).optional(),
  stores: z.array(z.int()).optional(),
});

export const eventSystemChange = z.strictObject({ mode: z.enum(["on", "refused", "silent"]) });

export const mediaChange = z.strictObject({ product: z.int() });

export const otherTraffic = z.strictObject({
  requests: z.int().min(0).optional(),
  mutations: z.int().min(0).optional(),
  complexity: z.int().min(0).optional(),
});

/** Interfaces and the types that the sandbox has of them. */
const CONCRETE_TYPES = {
  Customer: "Customer",
  Order: "DirectToConsumerOrder",
  OrderLine: "ProductOrderLine",
  PaymentHistoryEntry: "PaymentHistoryEntry",
  Return: "DirectToConsumerReturn",
  Shipment: "DirectToConsumerShipment",
  Voucher: "Voucher",
} as const;

export const damage = z.strictObject({
  type: z.enum(["Customer", "Order", "OrderLine", "PaymentHistoryEntry", "Return", "Shipment", "Voucher"]),
  /** The id; an order's number. */
  key: z.int(),
  /** Field → what it answers instead, in the API's own form. Null where the schema forbids it becomes an error. */
  fields: z.record(z.string(), z.unknown()),
});

/** What can be changed while it runs, in the process as over `/__sandbox`. */
export interface Controls {
  /** Throws for fields that the schema does not have. */
  addFault(rule: FaultRule): void;
  clearFaults(): void;
  /** Revokes a token, lets it expire, changes what it may do. Throws when there is no such token. */
  changeToken(change: z.infer<typeof tokenChange>): void;
  setEventSystem(change: z.infer<typeof eventSystemChange>): void;
  /** Hides fields, adds values to enums; in place of the changes before. Throws for what the schema does not have. */
  changeSchema(changes: SchemaChanges): void;
  setWebhook(settings: WebhookSettings | null): void;
  /** Uses up quota as another integration of the environment would. */
  simulateOtherTraffic(traffic: z.infer<typeof otherTraffic>): void;
  /** Gives a product new pictures, with the events of it. Throws for an unknown product. */
  replaceMedia(change: z.infer<typeof mediaChange>): void;
  /** Makes an object answer what no consumer expects. Throws for fields that the schema does not have. */
  damageObject(given: z.infer<typeof damage>): void;
}

export function createControls(state: SandboxState): Controls {
  return {
    addFault(given) {
      const rule = faultRule.parse(given);
      for (const name of Object.keys(rule.action.fields ?? {})) requireField(state, name);
      state.faults.add(rule);
    },
    clearFaults: () => state.faults.clear(),
    changeToken(given) {
      const { token, revoked, expiresAt, permissions, stores } = tokenChange.parse(given);
      const isKnown = state.tokens.change(token, {
        ...(revoked === undefined ? {} : { revoked }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
        ...(permissions === undefined ? {} : { permissions }),
        ...(stores === undefined ? {} : { stores }),
      });
      if (!isKnown) throw new Error("The sandbox has no such token.");
    },
    setEventSystem: (change) => state.setEventSystem(eventSystemChange.parse(change).mode),
    changeSchema: (changes) => state.changeSchema(schemaChanges.parse(changes)),
    setWebhook: (settings) => state.webhooks.configure(webhookSettings.nullable().parse(settings)),
    simulateOtherTraffic(traffic) {
      const { requests = 0, mutations = 0, complexity = 0 } = otherTraffic.parse(traffic);
      state.buckets.drain(
        { REQUEST_COUNT: requests, MUTATION_COUNT: mutations, QUERY_COMPLEXITY: complexity },
        state.clock.now(),
      );
    },
    replaceMedia: (change) => replaceMedia(state.instance, mediaChange.parse(change).product, state.clock.now()),
    damageObject(given) {
      const { type, key, fields } = damage.parse(given);
      for (const field of Object.keys(fields)) requireField(state, `${CONCRETE_TYPES[type]}.${field}`);
      state.instance.damage.set(`${type} ${key}`, fields);
    },
  };
}

/** `Type.field`. */
function requireField(state: SandboxState, name: string): void {
  const [typeName = "", fieldName = ""] = name.split(".");
  const type = state.schema.schema.getType(typeName);
  const hasField = (isObjectType(type) || isInterfaceType(type)) && type.getFields()[fieldName] !== undefined;
  if (!hasField) throw new Error(`The schema has no field ${name}.`);
}
