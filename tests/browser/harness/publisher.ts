import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { environmentOf } from './inside';
import type { Stack } from './stack';

type Item = Record<string, { S?: string; N?: string; B?: string }>;

/** A menu as the store keeps it, as far as tests change it. */
export interface StoredMenu {
  version: number;
  categories: { id: string; name: unknown; items: { id: string; name: unknown; price: number; photo?: string; parts?: unknown[] }[] }[];
}

/**
 * Publishes a menu as an owner will, when there is an endpoint for it: straight into the
 * table. Where it is, the functions' environment says.
 */
export class Publisher {
  private constructor(
    readonly endpoint: string,
    readonly key: string,
    readonly table: string,
    readonly branch: string,
  ) {}

  static of(stack: Stack): Publisher {
    const inside = environmentOf(stack);
    const value = (name: string) => {
      const value = inside.get(name);
      if (value === undefined) throw new Error(`no function has ${name}`);
      return value;
    };
    const [endpoint, key] = [value('AWS_ENDPOINT_URL_DYNAMODB'), value('AWS_ACCESS_KEY_ID')];
    return new Publisher(endpoint, key, value('TABLE_NAME'), stack.ready.branch);
  }

  /** Makes a dish dearer, by minor units: another version of the menu, which counts from then on. */
  async raise(dish: string, by: number): Promise<void> {
    await this.change(({ categories }) => {
      const found = categories.flatMap(({ items }) => items).find(({ name }) => name === dish);
      if (!found) throw new Error(`there is no ${dish}`);
      found.price += by;
    });
  }

  /** Another version of the menu, which counts from then on. */
  async change(edit: (menu: StoredMenu) => void): Promise<void> {
    const stock = await this.read('STOCK');
    const brand = `BRAND#${stock['brand_id']?.S}`;
    const before = Number(stock['menu_version']?.N);
    const item = await this.#get(brand, menuKey(before));
    const menu = JSON.parse(gunzipSync(Buffer.from(item['body']?.B ?? '', 'base64')).toString()) as StoredMenu;
    edit(menu);
    menu.version = before + 1;
    const body = gzipSync(JSON.stringify(menu)).toString('base64');
    const menu_version = { N: String(menu.version) };
    await this.#write({ ...item, sk: { S: menuKey(menu.version) }, version: menu_version, body: { B: body } });
    const version = String(Number(stock['version']?.N) + 1);
    await this.#write({ ...stock, version: { N: version }, menu_version });
  }

  /** What is done while the menu is another one; after it the dishes are what they were. */
  async during<T>(edit: (menu: StoredMenu) => void, act: () => Promise<T>): Promise<T> {
    let usual: StoredMenu['categories'] = [];
    await this.change((menu) => {
      usual = structuredClone(menu.categories);
      edit(menu);
    });
    try {
      return await act();
    } finally {
      await this.change((menu) => void (menu.categories = usual));
    }
  }

  /** Every dish has a photo of its own: those that some have, under names that nothing else has. */
  async photographAll(): Promise<void> {
    const copies: { from: string; to: string }[] = [];
    await this.change(({ categories }) => {
      const items = categories.flatMap(({ items }) => items);
      const known = items.flatMap(({ photo }) => photo ?? []);
      for (const [at, item] of items.entries()) {
        const from = known[at % known.length];
        if (from === undefined) throw new Error('no dish has a photo');
        item.photo = createHash('sha256').update(`${at} ${from}`).digest('hex').slice(0, from.length);
        copies.push({ from, to: item.photo });
      }
    });
    for (const { from, to } of copies) {
      for (const size of ['WIDTH#192', 'WIDTH#800']) await this.#write({ ...(await this.#get(`PHOTO#${from}`, size)), pk: { S: `PHOTO#${to}` } });
    }
  }

  /** An item of the branch. */
  read(sk: string): Promise<Item> {
    return this.#get(`BRANCH#${this.branch}`, sk);
  }

  async #get(pk: string, sk: string): Promise<Item> {
    const Key = { pk: { S: pk }, sk: { S: sk } };
    const { Item } = (await this.#ask('GetItem', { Key, ConsistentRead: true })) as { Item?: Item };
    if (!Item) throw new Error(`there is no ${sk}`);
    return Item;
  }

  async #write(Item: Item): Promise<void> {
    await this.#ask('PutItem', { Item });
  }

  /** What the store takes as a call of a function. */
  request(operation: string, body: object): { method: string; headers: Record<string, string>; body: string } {
    const scope = `Credential=${this.key}/20260101/local/dynamodb/aws4_request`;
    return {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'x-amz-date': '20260101T000000Z',
        authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify({ TableName: this.table, ...body }),
    };
  }

  async #ask(operation: string, body: object): Promise<unknown> {
    const response = await fetch(this.endpoint, this.request(operation, body));
    const text = await response.text();
    if (!response.ok) throw new Error(`${operation}: ${text}`);
    return JSON.parse(text);
  }
}

/** As the store makes it: versions sort by their digits. */
function menuKey(version: number): string {
  return `MENU#${String(version).padStart(10, '0')}`;
}
