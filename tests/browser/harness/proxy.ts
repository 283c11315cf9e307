import { createConnection, createServer, type Server, type Socket } from 'node:net';

interface Link {
  client: Socket;
  server: Socket;
  webSocket: boolean;
}

/**
 * A bad network between a page and the stack, as TCP: connections that freeze
 * without a word, and replies that are lost after the server has done its part.
 */
export class Proxy {
  readonly #links = new Set<Link>();
  readonly #lost: { start: string; part: number }[] = [];
  readonly #requests: string[] = [];
  #target = 0;

  private constructor(readonly server: Server) {
    server.on('connection', (client) => this.#connect(client));
  }

  static async listen(): Promise<Proxy> {
    const server = createServer({ noDelay: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Proxy(server);
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy does not listen');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Nobody answers from now on, whoever asks, until they go somewhere again. */
  stop(): void {
    this.#target = 0;
    for (const { client, server } of this.#links) {
      client.destroy();
      server.destroy();
    }
  }

  /** Where connections go from now on. */
  forwardTo(url: string): void {
    this.#target = Number(new URL(url).port);
  }

  /**
   * Freezes the WebSockets that are open now: they stay open and carry nothing
   * more, which is what a phone sees that has lost its access point. New
   * connections work. Returns how many were frozen.
   */
  freezeWebSockets(): number {
    const frozen = [...this.#links].filter(({ webSocket, client }) => webSocket && !client.isPaused());
    for (const { client, server } of frozen) {
      client.pause();
      server.pause();
    }
    return frozen.length;
  }

  /**
   * The reply to the next request that begins so is cut after a part of it
   * (0 to 1) has passed; the server has done what was asked by then.
   */
  cutReplyTo(start: string, part: number): void {
    this.#lost.push({ start, part });
  }

  /** How many requests that begin so have reached the server. */
  count(start: string): number {
    return this.#requests.filter((head) => head.startsWith(start)).length;
  }

  async close(): Promise<void> {
    for (const { client, server } of this.#links) {
      client.destroy();
      server.destroy();
    }
    await new Promise((resolve) => this.server.close(resolve));
  }

  #connect(client: Socket): void {
    if (this.#target === 0) return void client.on('error', () => {}).resetAndDestroy();
    const server = createConnection({ port: this.#target, host: '127.0.0.1', noDelay: true });
    const link: Link = { client, server, webSocket: false };
    this.#links.add(link);
    let cut: number | undefined;
    client.on('data', (chunk) => {
      const head = chunk.toString('latin1', 0, 2_048);
      if (/^GET \/realtime/.test(head)) link.webSocket = true;
      if (/^[A-Z]+ \//.test(head)) this.#requests.push(head);
      const planned = this.#lost.findIndex(({ start }) => head.startsWith(start));
      if (planned >= 0) cut = this.#lost.splice(planned, 1)[0]?.part;
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      if (cut === undefined) client.write(chunk);
      else client.write(chunk.subarray(0, chunk.length * cut), () => client.resetAndDestroy());
    });
    const end = () => {
      client.destroy();
      server.destroy();
      this.#links.delete(link);
    };
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
  }
}
