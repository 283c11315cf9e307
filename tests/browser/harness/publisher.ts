import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Stack } from './stack';

type Item = Record<string, { S?: string; N?: string; B?: string }>;

/**
 * Publishes a menu as an owner will, when there is an endpoint for it: straight into the
 * table. Where it is, the functions' environment says.
 */
export class Publisher {
  private constructor(
    readonly endpoint: string,
    readonly table: string,
    readonly branch: string,
  ) {}

  static of(stack: Stack): Publisher {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (parentOf(pid) !== stack.child.pid) continue;
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      const value = (name: string) => environment.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
      const [endpoint, table] = [value('AWS_ENDPOINT_URL_DYNAMODB'), value('TABLE_NAME')];
      if (endpoint && table) return new Publisher(endpoint, table, stack.ready.branch);
    }
    throw new Error('the stack runs no function');
  }

  /** Makes a dish dearer, by minor units. */
  async raise(dish: string, by: number): Promise<void> {
    const item = await this.#read('MENU');
    const menu = JSON.parse(gunzipSync(Buffer.from(item['body']?.B ?? '', 'base64')).toString()) as {
      version: number;
      categories: { items: { name: string; price: number }[] }[];
    };
    const found = menu.categories.flatMap(({ items }) => items).find(({ name }) => name === dish);
    if (!found) throw new Error(`there is no ${dish}`);
    found.price += by;
    menu.version += 1;
    const body = gzipSync(JSON.stringify(menu)).toString('base64');
    await this.#write({ ...item, version: { N: String(menu.version) }, body: { B: body } });
    const stock = await this.#read('STOCK');
    const version = String(Number(stock['version']?.N) + 1);
    await this.#write({ ...stock, version: { N: version }, menu_version: { N: String(menu.version) } });
  }

  async #read(sk: string): Promise<Item> {
    const Key = { pk: { S: `BRANCH#${this.branch}` }, sk: { S: sk } };
    const { Item } = (await this.#ask('GetItem', { Key, ConsistentRead: true })) as { Item?: Item };
    if (!Item) throw new Error(`there is no ${sk}`);
    return Item;
  }

  async #write(Item: Item): Promise<void> {
    await this.#ask('PutItem', { Item });
  }

  async #ask(operation: string, body: object): Promise<unknown> {
    const scope = 'Credential=local/20260101/local/dynamodb/aws4_request';
    const response = await fetch(this.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify({ TableName: this.table, ...body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${operation}: ${text}`);
    return JSON.parse(text);
  }
}

/** The process that started it; a process may end while one looks. */
function parentOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return -1;
  }
}
