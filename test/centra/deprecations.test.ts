import { expect, test } from "vitest";
import { startCentraSandbox } from "../../sandbox/centra/server.ts";
import { createShop } from "../../sandbox/centra/simulator/create-shop.ts";
import { createCentra } from "../../src/centra/centra.ts";
import { systemClock } from "../../src/clock.ts";
import { createLogger } from "../../src/observability/logger.ts";
import { createCipher } from "../../src/plugins/cipher.ts";
import { createPluginStore } from "../../src/plugins/create-plugin-store.ts";
import { describeOnBothEngines, PATIENTLY } from "../databases.ts";

describeOnBothEngines("what Centra will take away", (open) => {
  test("is logged once, however often it is used", async () => {
    const database = await open();
    const sandbox = await startCentraSandbox({
      plan: "off",
      schema: { deprecated: ["DirectToConsumerOrder.giftMessage"] },
    });
    const lines: string[] = [];
    const logger = createLogger({ level: "info", destination: { write: (line) => void lines.push(line) } });
    const cipher = createCipher(Buffer.alloc(32, 7));
    const plugins = createPluginStore({ database, cipher, clock: systemClock });
    const plugin = await plugins.create({
      ...{ id: "shop", name: "Shop", apiKey: "TEST01", privateKey: "pk_for_the_test" },
      settings: { baseCurrency: "SEK" },
    });
    let told = 0;
    const accept = async (_plugin: unknown, events: readonly unknown[]) => {
      told += events.length;
    };
    const centra = createCentra({ database, cipher, clock: systemClock, logger, accept });
    const connection = { apiUrl: sandbox.url, token: sandbox.token, pollIntervalSeconds: 1 };
    await centra.connections.save("shop", connection);
    const source = centra.startAccountSource(() => true);
    try {
      source.setPlugins([plugin]);
      await expect.poll(() => centra.isReading("shop"), PATIENTLY).toBe(true);
      const shop = createShop({ seed: 3, instance: sandbox.instance, clock: systemClock });
      for (const _round of [1, 2]) {
        const before = told;
        await shop.run({ orders: 3 });
        await expect.poll(() => told, PATIENTLY).toBeGreaterThan(before);
      }
      const warnings = () => lines.filter((line) => line.includes("giftMessage"));
      await expect.poll(() => warnings().length, PATIENTLY).toBe(1);
      expect(warnings()[0]).toContain("date of removal: 2027-06-30");
    } finally {
      await source.stop();
      await Promise.all([centra.close(), sandbox.close()]);
    }
  });
});
