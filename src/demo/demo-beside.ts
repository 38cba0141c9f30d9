import { type DemoService, startDemoService } from "./demo-service.ts";
import { playShopDay } from "./run-demo.ts";

/** Where the demo is, and as whom it is entered. */
interface DemoEntrance {
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

export interface DemoBeside {
  /** Starts the demo shop and lets its day begin; asked again, answers the same entrance. */
  start(): Promise<DemoEntrance>;
  stop(): Promise<void>;
}

const QUIETLY = { step() {}, progress() {}, remark() {}, setUp() {} };

/** The demo shop beside a service that is in use: its own database, its own ports, its own end. */
export function demoBeside(): DemoBeside {
  let running: Promise<DemoService> | null = null;
  let day: Promise<unknown> = Promise.resolve();

  async function begin(): Promise<DemoService> {
    const service = await startDemoService();
    day = playShopDay(service, QUIETLY).catch(() => {});
    return service;
  }

  return {
    async start() {
      running ??= begin();
      try {
        const { url, owner } = await running;
        return { url: `${url}/app`, ...owner };
      } catch (error) {
        running = null;
        throw error;
      }
    },
    async stop() {
      const service = await running?.catch(() => null);
      await service?.stop();
      await day;
    },
  };
}
