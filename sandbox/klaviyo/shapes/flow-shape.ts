import {
  boolean,
  fault,
  isRecord,
  list,
  literal,
  nameOf,
  nullable,
  number,
  object,
  oneOf,
  type Shape,
  type ShapeOf,
  text,
} from "./shape.ts";

/** A property of the profile, and what it must be (OpenAPI, ProfilePropertyCondition: text filters alone). */
const stringFilter = object(
  "string-filter",
  {
    type: literal("string"),
    operator: oneOf(["equals", "not-equals", "contains", "not-contains", "starts-with", "ends-with"]),
    value: nullable(text()),
  },
  {},
);
const stringArrayFilter = object(
  "string-array-filter",
  { type: literal("string"), operator: oneOf(["in", "not-in"]), value: list(text()) },
  {},
);
const existenceFilter = object(
  "existence-filter",
  { type: literal("existence"), operator: oneOf(["is-set", "not-set"]) },
  {},
);
type PropertyFilter =
  | ShapeOf<typeof stringFilter>
  | ShapeOf<typeof stringArrayFilter>
  | ShapeOf<typeof existenceFilter>;

const propertyFilter: Shape<PropertyFilter> = (value, visit): value is PropertyFilter => {
  if (!isRecord(value)) return fault(visit, `'${nameOf(visit)}' must be an object.`);
  if (value.type === "existence") return existenceFilter(value, visit);
  return value.operator === "in" || value.operator === "not-in"
    ? stringArrayFilter(value, visit)
    : stringFilter(value, visit);
};

const propertyCondition = object(
  "profile-property-condition",
  { type: literal("profile-property"), property: text(1), filter: propertyFilter },
  {},
);

/** How often an event of a metric was recorded since the person entered the flow. */
const metricCondition = object(
  "profile-metric-condition",
  {
    type: literal("profile-metric"),
    metric_id: text(1),
    measurement: literal("count"),
    measurement_filter: object(
      "numeric-filter",
      { type: literal("numeric"), operator: oneOf(["equals", "greater-than"]), value: number },
      {},
    ),
    timeframe_filter: object(
      "timeframe-filter",
      { type: literal("date"), operator: oneOf(["flow-start", "alltime"]) },
      {},
    ),
  },
  {},
);

export type ProfileCondition = ShapeOf<typeof propertyCondition> | ShapeOf<typeof metricCondition>;

const condition: Shape<ProfileCondition> = (value, visit): value is ProfileCondition => {
  if (isRecord(value) && value.type === "profile-metric") return metricCondition(value, visit);
  return propertyCondition(value, visit);
};

/** Groups are joined by "and", the conditions of a group by "or". */
const profileFilter = object(
  "profile-filter",
  { condition_groups: list(object("condition-group", { conditions: list(condition) }, {})) },
  {},
);
export type ProfileFilter = ShapeOf<typeof profileFilter>;

const identity = { id: nullable(text()), temporary_id: nullable(text(1)) };

const conditionalSplit = object(
  "conditional-split",
  { type: literal("conditional-split") },
  {
    ...identity,
    links: nullable(object("links", { next_if_true: nullable(text()), next_if_false: nullable(text()) }, {})),
    data: nullable(object("conditional-split", { profile_filter: nullable(profileFilter) }, {})),
  },
);

const next = nullable(object("links", {}, { next: nullable(text()) }));

const timeDelay = object(
  "time-delay",
  {
    type: literal("time-delay"),
    data: object(
      "time-delay",
      { unit: oneOf(["days", "hours", "minutes"]), value: number },
      { secondary_value: nullable(number), timezone: text() },
    ),
  },
  { ...identity, links: next },
);

const email = object(
  "flow-email",
  {},
  {
    id: nullable(text()),
    name: nullable(text()),
    from_email: nullable(text()),
    from_label: nullable(text()),
    reply_to_email: nullable(text()),
    cc_email: nullable(text()),
    bcc_email: nullable(text()),
    subject_line: nullable(text()),
    preview_text: nullable(text()),
    template_id: nullable(text()),
    smart_sending_enabled: boolean,
    transactional: boolean,
    add_tracking_params: boolean,
    custom_tracking_params: nullable(list(object("utm-param", { param: text(), value: text() }, {}))),
    additional_filters: nullable(profileFilter),
  },
);
export type FlowEmail = ShapeOf<typeof email>;

const sendEmail = object(
  "send-email",
  { type: literal("send-email") },
  {
    ...identity,
    links: next,
    data: nullable(
      object("send-email", {}, { message: nullable(email), status: oneOf(["draft", "manual", "live", "disabled"]) }),
    ),
  },
);

export type FlowActionShape = ShapeOf<typeof conditionalSplit> | ShapeOf<typeof timeDelay> | ShapeOf<typeof sendEmail>;

const ACTION_SHAPES = { "conditional-split": conditionalSplit, "time-delay": timeDelay, "send-email": sendEmail };

const flowAction: Shape<FlowActionShape> = (value, visit): value is FlowActionShape => {
  if (!isRecord(value)) return fault(visit, `'${nameOf(visit)}' must be an object.`);
  const shape = Object.entries(ACTION_SHAPES).find(([type]) => type === value.type)?.[1];
  if (shape === undefined)
    return fault(visit, `The sandbox has no flow action of the type '${String(value.type)}'.`, "type");
  return shape(value, visit);
};

const metricTrigger = object(
  "metric-trigger",
  { type: literal("metric"), id: text(1) },
  { trigger_filter: nullable(object("trigger-filter", {}, {})) },
);

const flowDefinition = object(
  "flow-definition",
  { triggers: list(metricTrigger), actions: list(flowAction), entry_action_id: text(1) },
  {
    profile_filter: nullable(profileFilter),
    reentry_criteria: nullable(
      object("reentry-criteria", { duration: number, unit: oneOf(["day", "hour", "week", "alltime"]) }, {}),
    ),
  },
);
export type FlowDefinitionShape = ShapeOf<typeof flowDefinition>;

export const flowCreation = object(
  "request-data",
  {
    data: object(
      "flow",
      { type: literal("flow"), attributes: object("flow", { name: text(1), definition: flowDefinition }, {}) },
      {},
    ),
  },
  {},
);

export const flowUpdate = object(
  "request-data",
  {
    data: object(
      "flow",
      {
        type: literal("flow"),
        id: text(1),
        attributes: object("flow", { status: oneOf(["draft", "manual", "live"]) }, {}),
      },
      {},
    ),
  },
  {},
);

export const flowActionUpdate = object(
  "request-data",
  {
    data: object(
      "flow-action",
      {
        type: literal("flow-action"),
        id: text(1),
        attributes: object("flow-action", { definition: flowAction }, {}),
      },
      {},
    ),
  },
  {},
);
