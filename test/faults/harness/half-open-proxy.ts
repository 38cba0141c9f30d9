import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** The way to a server, on which packets can get lost without anybody being told. */
export interface HalfOpenProxy {
  readonly port: number;
  /** From now on nothing passes: what is connected stays so, on both sides, and whoever connects gets no answer. */
  stall(): void;
  /** New connections pass again; those from before stay dead for ever, as behind a firewall that has forgotten them. */
  heal(): void;
  /** Connections that stood still when they were, and still do. */
  readonly stalled: number;
  close(): Promise<void>;
}

export async function startHalfOpenProxy(target: {
  readonly host: string;
  readonly port: number;
}): Promise<HalfOpenProxy> {
  const passing = new Set<readonly [Socket, Socket]>();
  const open = new Set<Socket>();
  const stalled = new Set<Socket>();
  let isStalled = false;

  const track = (socket: Socket) => {
    open.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.on("close", () => {
      open.delete(socket);
      stalled.delete(socket);
    });
  };
  const server = createServer((near) => {
    track(near);
    if (isStalled) {
      stalled.add(near);
      // Read, so that the close of the other side is seen, and never answered.
      near.resume();
      return;
    }
    const far = connect(target);
    track(far);
    const pair = [near, far] as const;
    passing.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.pipe(to);
      from.on("close", () => {
        if (passing.delete(pair)) to.destroy();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");

  return {
    port: address.port,
    stall() {
      isStalled = true;
      for (const [near, far] of passing) {
        near.unpipe(far);
        far.unpipe(near);
        stalled.add(near);
        near.resume();
      }
      passing.clear();
    },
    heal() {
      isStalled = false;
    },
    get stalled() {
      return stalled.size;
    },
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
