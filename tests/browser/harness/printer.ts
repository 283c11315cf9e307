import type { components } from '$api/schema';
import type { PrinterSecret } from '$api/types';
import type { BackOffice } from './back-office';

type Bill = components['schemas']['BillView'];

/** A printer of Star's that does what it is told to: it polls the real service. */
export class StarPrinter {
  constructor(
    readonly url: string,
    readonly user: string,
    readonly password: string,
  ) {}

  static by(secret: PrinterSecret, origin: string): StarPrinter {
    return new StarPrinter(new URL(secret.path, origin).href, secret.user ?? '', secret.password ?? '');
  }

  async #send(method: string, query = '', body?: object): Promise<Response> {
    const pair = Buffer.from(`${this.user}:${this.password}`).toString('base64');
    return fetch(`${this.url}${query}`, {
      method,
      headers: { authorization: `Basic ${pair}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }

  /** Says how it is; the job that it is offered. */
  async polls(statusCode = '200%20OK'): Promise<string | null> {
    const answer = await this.#send('POST', '', { statusCode, printerMAC: '02:00:00:aa:00:01' });
    if (!answer.ok) throw new Error(`the printer got ${answer.status}`);
    const { jobToken } = (await answer.json()) as { jobToken?: string };
    return jobToken ?? null;
  }

  /** Takes a job in hand without saying how it went. */
  async takes(token: string): Promise<string> {
    return (await this.#send('GET', `?type=text%2Fplain&token=${token}`)).text();
  }

  async confirms(token: string, code = '200%20OK'): Promise<void> {
    await this.#send('DELETE', `?token=${token}&code=${code}`);
  }

  /** Prints what there is: what is on the paper, if anything. */
  async prints(): Promise<string | null> {
    const token = await this.polls();
    if (!token) return null;
    const paper = await this.takes(token);
    await this.confirms(token);
    return paper;
  }
}

/** What a manager does about paper, over plain HTTP. */
export class PrintHouse {
  constructor(readonly office: BackOffice) {}

  /** Bills a check, and prints it; on the house's own choice of a printer, if none is named. */
  async bill(check: string, printer?: string): Promise<Bill> {
    const wish = { print: true, ...(printer ? { printer_id: printer } : {}) };
    const { bills } = await this.#call<{ bills: Bill[] }>('POST', `checks/${check}/bills`, wish);
    const [first] = bills;
    if (!first) throw new Error('no bill came of it');
    return first;
  }

  async print(bill: string): Promise<void> {
    await this.#call('POST', `bills/${bill}/print`, {});
  }

  /** Sets a printer for bills up; what is typed into it. */
  async star(id: string, name: string): Promise<PrinterSecret> {
    const wish = { name, kind: 'star_cloudprnt', columns: 48, letters: 'all', prints_kitchen: false, prints_bills: true };
    await this.#call('PUT', `printers/${id}`, wish);
    return this.#call('POST', `printers/${id}/secret`);
  }

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const { stack, token } = this.office;
    const response = await fetch(`${stack.url}/api/v1/branches/${stack.ready.branch}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: body ? JSON.stringify(body) : null,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} from ${response.url}: ${text}`);
    return JSON.parse(text) as T;
  }
}
