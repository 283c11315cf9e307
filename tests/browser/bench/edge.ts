import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Kept {
  until: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** In front of the stack what a CDN is to the page of a menu: it keeps it for as long as that says, whatever the query. */
export class Edge {
  readonly #kept = new Map<string, Kept>();
  /** So many pages came from what was kept. */
  hits = 0;

  private constructor(readonly server: Server) {}

  static async before(origin: string): Promise<Edge> {
    const edge: Edge = new Edge(
      createServer((asked, answer) => {
        const path = (asked.url ?? '/').split('?')[0] ?? '/';
        const found = edge.#kept.get(path);
        if (found && found.until > Date.now()) {
          edge.hits += 1;
          answer.writeHead(200, found.headers).end(found.body);
          return;
        }
        const onward = request(new URL(asked.url ?? '/', origin), { method: asked.method, headers: asked.headers }, (got) => {
          const parts: Buffer[] = [];
          got.on('data', (part: Buffer) => parts.push(part));
          got.on('end', () => {
            const body = Buffer.concat(parts);
            const seconds = Number(/s-maxage=(\d+)/.exec(got.headers['cache-control'] ?? '')?.[1] ?? 0);
            if (got.statusCode === 200 && seconds > 0) edge.#kept.set(path, { until: Date.now() + seconds * 1000, headers: got.headers, body });
            answer.writeHead(got.statusCode ?? 502, got.headers).end(body);
          });
        });
        asked.pipe(onward);
      }),
    );
    await new Promise<void>((listening) => edge.server.listen(0, '127.0.0.1', listening));
    return edge;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Has the page of a menu, as if somebody had just read it. */
  async warm(path: string): Promise<void> {
    await (await fetch(this.url + path, { headers: { 'accept-encoding': 'gzip, deflate, br' } })).arrayBuffer();
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
