import { describe, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import type { CommerceEventOf, CommerceEventType, PushAnswer, PushResult } from "../../client/index.d.mts";
import type { commerceEventSchema } from "../../src/commerce/commerce-event.ts";
import type { PushAnswer as ServicesAnswer, PushResult as ServicesResult } from "../../src/http/push/schemas.ts";

/** The client's types are written by hand, so that they need no package; `tsc` compares them here with what the service reads. */
type Input = z.input<typeof commerceEventSchema>;
type InputOf<Type extends CommerceEventType> = Extract<Input, { type: Type }>;

/** Written out, so that an interface and an object type of the same members are the same. */
type Plain<Value> = Value extends readonly (infer Item)[]
  ? Plain<Item>[]
  : Value extends object
    ? { [Key in keyof Value]: Plain<Value[Key]> }
    : Value;

/** Without the extension attributes, which the service tolerates and does not use. */
type Named<Value> = { [Key in keyof Value as string extends Key ? never : Key]: Value[Key] };

type EventsAreEqual = {
  [Type in CommerceEventType]: [Plain<CommerceEventOf<Type>>, Plain<Named<InputOf<Type>>>];
};

describe("the client's types", () => {
  test("name the types of events that the service knows", () => {
    expectTypeOf<CommerceEventType>().toEqualTypeOf<Input["type"]>();
  });

  test("say of each event what the schema says", () => {
    type Pairs = EventsAreEqual;
    expectTypeOf<Pairs["order.placed"][0]>().toEqualTypeOf<Pairs["order.placed"][1]>();
    expectTypeOf<Pairs["order.confirmed"][0]>().toEqualTypeOf<Pairs["order.confirmed"][1]>();
    expectTypeOf<Pairs["order.cancelled"][0]>().toEqualTypeOf<Pairs["order.cancelled"][1]>();
    expectTypeOf<Pairs["order.refunded"][0]>().toEqualTypeOf<Pairs["order.refunded"][1]>();
    expectTypeOf<Pairs["shipment.updated"][0]>().toEqualTypeOf<Pairs["shipment.updated"][1]>();
    expectTypeOf<Pairs["checkout.started"][0]>().toEqualTypeOf<Pairs["checkout.started"][1]>();
    expectTypeOf<Pairs["customer.created"][0]>().toEqualTypeOf<Pairs["customer.created"][1]>();
    expectTypeOf<Pairs["customer.password_reset_requested"][0]>().toEqualTypeOf<
      Pairs["customer.password_reset_requested"][1]
    >();
    expectTypeOf<Pairs["gift_certificate.issued"][0]>().toEqualTypeOf<Pairs["gift_certificate.issued"][1]>();
  });

  test("know every answer of the service", () => {
    expectTypeOf<PushResult["status"]>().toEqualTypeOf<ServicesResult["status"]>();
    expectTypeOf<keyof PushAnswer>().toEqualTypeOf<keyof ServicesAnswer>();
    expectTypeOf<keyof PushAnswer["counts"]>().toEqualTypeOf<keyof ServicesAnswer["counts"]>();
  });
});
