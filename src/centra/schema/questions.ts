import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, type IntrospectionQuery } from "graphql";
import * as documents from "./documents.ts";
import { fitQuery } from "./fit-query.ts";
import { lostMetricFields } from "./metric-fields.ts";
import { leaveOut } from "./optional-fields.ts";

export const INTROSPECTION = getIntrospectionQuery({ descriptions: false });

const TEXTS = {
  orders: documents.ORDERS_BY_NUMBER,
  pastOrders: documents.PAST_ORDERS_BY_NUMBER,
  customersCreated: documents.CUSTOMERS_CREATED,
  ordersOfCustomers: documents.ORDERS_OF_CUSTOMERS,
  ordersCreated: documents.ORDERS_CREATED,
  customersCounted: documents.CUSTOMERS_COUNTED,
  orderStates: documents.ORDER_STATES,
  shipments: documents.SHIPMENTS_BY_ID,
  returns: documents.RETURNS_BY_ID,
  newest: documents.NEWEST,
  customers: documents.CUSTOMERS_BY_ID,
  vouchers: documents.VOUCHERS_BY_ID,
  ordersOfShipments: documents.ORDERS_OF_SHIPMENTS,
  ordersOfReturns: documents.ORDERS_OF_RETURNS,
  ordersOfPayments: documents.ORDERS_OF_PAYMENTS,
  events: documents.EVENTS,
  eventListeners: documents.EVENT_LISTENERS,
  setListeners: documents.SET_LISTENERS,
  confirmEvents: documents.CONFIRM_EVENTS,
  rateLimits: documents.RATE_LIMITS,
  displayItems: documents.DISPLAY_ITEMS,
  changedOrders: documents.CHANGED_ORDERS,
  changedShipments: documents.CHANGED_SHIPMENTS,
  changedCustomers: documents.CHANGED_CUSTOMERS,
  createdReturns: documents.CREATED_RETURNS,
  createdPayments: documents.CREATED_PAYMENTS,
  newestVouchers: documents.NEWEST_VOUCHERS,
  baseCurrency: documents.BASE_CURRENCY,
  options: documents.OPTIONS,
} as const;

export type QuestionName = keyof typeof TEXTS;

/** The questions as one instance can answer them. */
export interface Questions {
  /** Null when the instance has nothing that the question asks for. */
  readonly documents: Readonly<Record<QuestionName, string | null>>;
  /** Fields that the instance lacks, by path. */
  readonly missing: readonly string[];
  readonly lost: readonly { readonly lost: string; readonly missing: readonly string[] }[];
  /** Any other question, fitted to the instance; null when nothing of it is left. */
  fit(text: string): string | null;
  /** The same without the fields at the paths. */
  without(paths: readonly string[]): Questions;
  /** Kinds of objects that Centra can queue events of. */
  readonly eventObjectTypes: readonly string[];
}

/** Reads the answer to `INTROSPECTION`. Throws when it describes no usable schema. */
export function fitQuestions(introspection: unknown): Questions {
  return fitToSchema(readSchema(introspection), new Set());
}

function fitToSchema(schema: GraphQLSchema, leftOut: ReadonlySet<string>): Questions {
  const fitted = Object.entries(TEXTS).map(
    ([name, text]) => [name, fitQuery(leaveOut(text, leftOut), schema)] as const,
  );
  const byName = new Map(fitted);
  const documentOf = (name: QuestionName) => byName.get(name)?.document ?? null;
  const types = schema.getType("EventObjectType");
  return {
    documents: mapQuestions(documentOf),
    missing: [...new Set(fitted.flatMap(([, { missing }]) => missing))],
    lost: lostMetricFields(fitted.flatMap(([, { kept }]) => kept)),
    fit: (text) => fitQuery(text, schema).document,
    without: (paths) => fitToSchema(schema, new Set([...leftOut, ...paths])),
    eventObjectTypes: types !== undefined && "getValues" in types ? types.getValues().map(({ name }) => name) : [],
  };
}

/** The questions as written, for an instance that does not describe itself. */
export function unfittedQuestions(leftOut: ReadonlySet<string> = new Set()): Questions {
  return {
    documents: mapQuestions((name) => leaveOut(TEXTS[name], leftOut)),
    missing: [],
    lost: [],
    fit: (text) => text,
    without: (paths) => unfittedQuestions(new Set([...leftOut, ...paths])),
    eventObjectTypes: [],
  };
}

function mapQuestions(of: (name: QuestionName) => string | null): Record<QuestionName, string | null> {
  return {
    orders: of("orders"),
    pastOrders: of("pastOrders"),
    customersCreated: of("customersCreated"),
    ordersOfCustomers: of("ordersOfCustomers"),
    ordersCreated: of("ordersCreated"),
    customersCounted: of("customersCounted"),
    orderStates: of("orderStates"),
    shipments: of("shipments"),
    returns: of("returns"),
    newest: of("newest"),
    customers: of("customers"),
    vouchers: of("vouchers"),
    ordersOfShipments: of("ordersOfShipments"),
    ordersOfReturns: of("ordersOfReturns"),
    ordersOfPayments: of("ordersOfPayments"),
    events: of("events"),
    eventListeners: of("eventListeners"),
    setListeners: of("setListeners"),
    confirmEvents: of("confirmEvents"),
    rateLimits: of("rateLimits"),
    displayItems: of("displayItems"),
    changedOrders: of("changedOrders"),
    changedShipments: of("changedShipments"),
    changedCustomers: of("changedCustomers"),
    createdReturns: of("createdReturns"),
    createdPayments: of("createdPayments"),
    newestVouchers: of("newestVouchers"),
    baseCurrency: of("baseCurrency"),
    options: of("options"),
  };
}

function readSchema(introspection: unknown): GraphQLSchema {
  if (!isIntrospection(introspection)) throw new Error("Centra's answer does not describe a schema.");
  return buildClientSchema(introspection, { assumeValid: true });
}

/** The details are checked by graphql itself when it builds the schema. */
function isIntrospection(value: unknown): value is IntrospectionQuery {
  return (
    typeof value === "object" &&
    value !== null &&
    "__schema" in value &&
    typeof value.__schema === "object" &&
    value.__schema !== null &&
    "types" in value.__schema &&
    Array.isArray(value.__schema.types)
  );
}
