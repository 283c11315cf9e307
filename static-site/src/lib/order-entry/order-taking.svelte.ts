import { type Api, body } from '$api/client';
import { ApiError } from '$api/error';
import type { BillList, BillWish, Cart, CartLine, Check, CheckDetail, MenuItem, Order, PrintJob, TakenOrder } from '$api/types';
import { randomId } from '$lib/id';
import { type Wish, wishOf, requestOf } from '$lib/menu/wish';
import { deviceMemory } from '$lib/sending/device-memory';
import { intentOf } from '$lib/sending/sending';
import { type Keeps, Outbox } from '$lib/sending/outbox.svelte';
import { orderEntry as text } from '$lib/text/order-entry';
import { seen } from '$lib/typed';
import { toast } from '$lib/ui/toast.svelte';
import { added, counted, piecesOf, plainWish, rechosen, requestsOf, shownOf, type TakenLine, totalOf } from './lines';
import { slotOf } from './memory';
import { refusalText } from './refusals';
import type { StaffMenu } from './staff-menu.svelte';

export type Action = 'kot' | 'kot_print' | 'save' | 'save_print';

/** What one sending holds; the same key never goes with other content. */
interface Content {
  action: Action;
  lines: readonly TakenLine[];
  note: string;
  /** Of Save & Print: how the check is billed, as it was when somebody tapped, and whether an order goes before that. */
  bill?: { wish: BillWish; order: boolean };
}

/** What came of it: the order, the bills, or why there is an order and no bill. */
interface Sent {
  taken?: TakenOrder;
  billed?: BillList;
  unbilled?: ApiError;
}

/** Of which check, and what the page around it brings. */
export interface Ground {
  api: Api;
  branch: string;
  check: string;
  /** Who takes the order: what they entered on this device is theirs alone. */
  person: string;
  menu: Pick<StaffMenu, 'items' | 'menu' | 'heard'>;
  /** The server's time in epoch milliseconds. */
  now(): number;
  /** An answer told how the check is now. */
  learned(check: Check): void;
  /** All of it is with the server: sent, or saved. */
  done(action: 'kot' | 'save'): void;
  /** What becomes of what is printed; where it is missing nothing can be printed. */
  printing?: ((jobs: readonly PrintJob[]) => void) | undefined;
  /** How the check is billed now, so that it is billed so again. */
  billing?: (() => Promise<BillWish>) | undefined;
}

/** Taps on a quantity come in bursts: the last of them is what is wanted. */
const CALM_MS = 350;

/**
 * An order that staff take on a check. What they enter stays on this device until it is sent or saved;
 * what is saved is the server's, and everybody's who opens the check.
 */
export class OrderTaking {
  detail = $state.raw<CheckDetail | null>(null);
  failed = $state(false);
  /** There is no such check any more, or it is closed. */
  ended = $state(false);
  fresh = $state.raw<readonly TakenLine[]>([]);
  note = $state('');
  /** Why the last try was refused. */
  refusal = $state<string | null>(null);
  /** The line that was touched last: digits say how many of it. */
  touched = $state<string | null>(null);
  /** What is on its way, and not known to have arrived. */
  inFlight = $state.raw<readonly TakenLine[]>([]);
  acting = $state(false);
  readonly outbox: Outbox<Content, Sent>;
  /** What saved lines shall be, until the server has them so. */
  #edits = $state.raw<ReadonlyMap<string, Wish>>(new Map());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;
  /** The newest version that the link has told. */
  #told = 0;
  #flushing: Promise<void> | null = null;
  #then: (() => Promise<void>) | null = null;
  readonly #slot: string;

  constructor(
    readonly ground: Ground,
    readonly memory: Keeps = deviceMemory,
  ) {
    const { check, person } = ground;
    this.#slot = slotOf(person, check);
    this.outbox = new Outbox<Content, Sent>(memory, {
      slot: `${this.#slot}.sending`,
      post: (key, content) => this.#post(key, content),
      done: (sent) => this.#done(sent),
      failed: (error) => this.#failed(error),
      now: () => ground.now(),
    });
    this.outbox.restore();
    this.inFlight = intentOf(this.outbox.now)?.lines ?? [];
    const sending = new Set(this.inFlight.map(({ id }) => id));
    const kept = memory.read<TakenLine[]>(`${this.#slot}.lines`);
    this.fresh = (Array.isArray(kept) ? kept : []).filter(({ id }) => !sending.has(id));
  }

  get check(): Check | null {
    return this.detail?.check ?? null;
  }

  /** Something is under way that the next tap has to wait for. */
  readonly busy: boolean = $derived.by(() => this.outbox.busy || this.acting);

  /** What was entered here, as it is shown. */
  readonly freshLines: CartLine[] = $derived.by(() => this.fresh.map((line) => shownOf(line, this.ground.menu.items)));
  readonly sendingLines: CartLine[] = $derived.by(() => this.inFlight.map((line) => shownOf(line, this.ground.menu.items)));

  /** What is kept on the check, with the changes that are on their way. */
  readonly savedLines: CartLine[] = $derived.by(() =>
    (this.detail?.saved.lines ?? []).flatMap((line) => {
      const wish = this.#edits.get(line.id);
      if (!wish) return [line];
      const item = this.ground.menu.items.get(line.item_id);
      return wish.quantity === 0 ? [] : [item ? shownOf({ id: line.id, wish, line }, this.ground.menu.items) : { ...line, quantity: wish.quantity }];
    }),
  );

  /** The pieces that KOT would send. */
  readonly unsent: number = $derived.by(() => piecesOf([...this.savedLines, ...this.freshLines]));

  /** Something is on it that a bill can be of, and that no bill is of yet. */
  readonly billable: boolean = $derived.by(
    () => this.ground.billing !== undefined && (this.unsent > 0 || (this.check !== null && this.check.order_count > 0 && !this.check.billed_at)),
  );

  /** How many of a dish are not sent yet. */
  unsentOf(item: string): number {
    return piecesOf([...this.savedLines, ...this.freshLines].filter((line) => line.item_id === item));
  }

  /** What is not sent comes to; of what was just entered a guess. */
  readonly toSend = $derived.by(() => totalOf(this.currency, [...this.savedLines, ...this.freshLines]));

  get currency(): string {
    return this.check?.total.currency ?? this.ground.menu.menu?.currency ?? '';
  }

  /** Reads the check, and goes on with what an earlier life of the page could not decide. */
  async start(): Promise<void> {
    await this.look();
    this.outbox.age();
  }

  stop(): void {
    clearTimeout(this.#later);
    void this.#flush();
    this.outbox.stop();
  }

  /** Something of the check has changed, by its version: reads it, unless that is known. */
  heard(version: number | undefined): void {
    this.#told = Math.max(this.#told, version ?? 0);
    if (this.#told > (this.check?.version ?? Infinity)) void this.look();
  }

  async look(): Promise<void> {
    clearTimeout(this.#later);
    try {
      const params = { path: this.#path };
      this.#take(await body(this.ground.api.GET('/api/v1/branches/{branch}/checks/{check}', { params })));
      this.failed = false;
      // It moved while this was read.
      if (this.#told > (this.check?.version ?? 0)) this.#later = setTimeout(() => void this.look(), CALM_MS);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) this.ended = true;
      else this.failed = true;
    }
  }

  add(item: MenuItem, wish: Wish = plainWish(item, 1)): void {
    const [lines, touched] = added(this.fresh, item, wish, randomId());
    this.#keep(lines);
    this.touched = touched;
    this.refusal = null;
  }

  /** A line of its own, entered here or saved, chosen otherwise. */
  rechoose(id: string, item: MenuItem, wish: Wish): void {
    this.touched = id;
    if (this.#isFresh(id)) this.#keep(rechosen(this.fresh, id, item, wish));
    else this.#edit(id, wish);
  }

  /** How many of a line there shall be; 0 takes it off. */
  count(line: CartLine, quantity: number): void {
    this.touched = quantity === 0 ? null : line.id;
    this.refusal = null;
    if (this.#isFresh(line.id)) this.#keep(counted(this.fresh, line.id, quantity));
    else this.#edit(line.id, wishOf(line, { quantity }));
  }

  /** The same of the line that was touched last. */
  countTouched(quantity: number): void {
    const line = [...this.freshLines, ...this.savedLines].find(({ id }) => id === this.touched);
    if (line && !line.weight) this.count(line, quantity);
  }

  /**
   * Sends what is saved and entered to the kitchen, or keeps what is entered on the check: once, however often it is
   * tapped. Save & Print makes and prints the bill behind that.
   */
  async send(action: Action): Promise<void> {
    if (this.busy) return;
    this.refusal = null;
    this.acting = true;
    await this.#flush();
    const wish = action === 'save_print' ? await this.#billing() : undefined;
    this.acting = false;
    // A saved line could not be changed: what it is now is to be seen before it goes.
    if (this.refusal !== null) return;
    const lines = this.fresh;
    this.inFlight = lines;
    this.outbox.send({ action, lines, note: action === 'save' ? '' : seen(this.note), ...(wish ? { bill: { wish, order: this.unsent > 0 } } : {}) });
    this.#keep([]);
  }

  /** How the check is to be billed: as it is billed already. Nothing is sent where that cannot be told. */
  async #billing(): Promise<BillWish | undefined> {
    if (!this.check?.order_count) return {};
    try {
      return await this.ground.billing?.();
    } catch (error) {
      this.refusal = this.#words(error);
      return undefined;
    }
  }

  /** The next try of what was not answered. */
  again(): void {
    this.outbox.again();
  }

  /** What was not answered may have arrived or not: its lines come back, and are the same ones. */
  giveUp(): void {
    this.outbox.giveUp();
    this.#comeBack();
    void this.look();
  }

  /** Nothing of the check goes to the kitchen for now, or it goes on. What was entered is saved first. */
  async hold(on: boolean): Promise<void> {
    if (this.busy) return;
    if (on && this.fresh.length > 0) {
      this.#then = () => this.hold(true);
      return this.send('save');
    }
    this.acting = true;
    try {
      const params = { path: this.#path };
      const check = on
        ? await body(this.ground.api.POST('/api/v1/branches/{branch}/checks/{check}/hold', { params, body: {} }))
        : await body(this.ground.api.POST('/api/v1/branches/{branch}/checks/{check}/resume', { params, body: {} }));
      this.#learn(check);
      this.refusal = null;
      toast((on ? text.said.held : text.said.resumed)(check.name), 'good');
    } catch (error) {
      this.refusal = this.#words(error);
      void this.look();
    } finally {
      this.acting = false;
    }
  }

  get #path() {
    return { branch: this.ground.branch, check: this.ground.check };
  }

  #isFresh(id: string): boolean {
    return this.fresh.some((line) => line.id === id);
  }

  #keep(lines: readonly TakenLine[]): void {
    this.fresh = lines;
    this.memory.write(`${this.#slot}.lines`, lines.length > 0 ? lines : null);
  }

  #comeBack(): void {
    this.#keep([...this.inFlight, ...this.fresh]);
    this.inFlight = [];
  }

  async #post(key: string, { action, lines, note, bill }: Content): Promise<Sent> {
    if (action !== 'save_print') return { taken: await this.#order(key, action, lines, note) };
    // Each of the two has a key of its own, made of the one that is kept: sent again after whatever, each is done once.
    const taken = bill?.order ? await this.#order(key, 'kot', lines, note) : undefined;
    const params = { path: this.#path, header: { 'Idempotency-Key': `${key}-bill` } };
    const path = '/api/v1/branches/{branch}/checks/{check}/bills';
    try {
      const billed = await body(this.ground.api.POST(path, { params, body: { ...bill?.wish, print: true } }));
      return { ...(taken ? { taken } : {}), billed };
    } catch (error) {
      if (!taken || !(error instanceof ApiError) || error.transient) throw error;
      return { taken, unbilled: error };
    }
  }

  #order(key: string, action: Exclude<Action, 'save_print'>, lines: readonly TakenLine[], note: string): Promise<TakenOrder> {
    const params = { path: this.#path, header: { 'Idempotency-Key': key } };
    const wish = { action, lines: requestsOf(lines), ...(note ? { note } : {}) };
    return body(this.ground.api.POST('/api/v1/branches/{branch}/checks/{check}/orders', { params, body: wish }));
  }

  #done({ taken, billed, unbilled }: Sent): void {
    this.inFlight = [];
    const jobs = [...(taken?.print_jobs ?? []), ...(billed?.print_jobs ?? [])];
    if (jobs.length > 0) this.ground.printing?.(jobs);
    this.note = '';
    const order = taken?.order;
    const orders = [...(this.detail?.orders ?? []).filter(({ id }) => id !== order?.id), ...(order ? [order] : [])];
    if (taken) this.#learn(taken.check, { orders, saved: taken.saved });
    if (billed) this.#learn(billed.check);
    this.ground.menu.heard();
    const then = this.#then;
    this.#then = null;
    if (then) return void then();
    if (unbilled) {
      this.refusal = text.unbilled(this.#words(unbilled));
      return;
    }
    const name = billed?.check.name ?? taken?.check.name ?? '';
    if (billed) toast(text.said.billed(name), 'good');
    else toast(order ? text.said.sent(name, order.number) : text.said.saved(name), 'good');
    this.ground.done(order || billed ? 'kot' : 'save');
  }

  #failed(error: ApiError): void {
    // While it is tried again nothing is known to be wrong.
    if (this.outbox.busy) return;
    this.#then = null;
    this.#comeBack();
    this.refusal = this.#words(error);
    this.ground.menu.heard();
    void this.look();
  }

  #words(error: unknown): string {
    const lines = [...this.fresh.map(({ id, line }) => ({ ...line, id })), ...(this.detail?.saved.lines ?? [])];
    return refusalText(error, (item, line) => {
      const entered = lines.find(({ id }) => id === line) ?? lines.find(({ item_id }) => item_id === item);
      return this.ground.menu.items.get(item ?? '')?.name ?? entered?.name;
    });
  }

  /** An answer without the customer, as answers that are kept for a retry are, leaves whoever is known. */
  #learn(check: Check, more: { orders?: Order[]; saved?: Cart } = {}): void {
    const before = this.detail;
    const customer = check.customer ?? before?.check.customer;
    const now = customer ? { ...check, customer } : check;
    if (before) this.#take({ ...before, ...more, check: now });
    this.ground.learned(now);
  }

  /** Answers may overtake each other; the newer one stays. */
  #take(detail: CheckDetail): void {
    if (detail.check.version < (this.detail?.check.version ?? 0)) return;
    this.detail = detail;
    this.ended = Boolean(detail.check.closed_at);
    // Nobody can send it any more.
    if (this.ended) return this.#keep([]);
    // What the server has already is no longer new, whoever's answer was lost.
    const known = new Set([...detail.saved.lines, ...detail.orders.flatMap(({ lines }) => lines)].map(({ id }) => id));
    if (this.fresh.some(({ id }) => known.has(id))) this.#keep(this.fresh.filter(({ id }) => !known.has(id)));
  }

  #edit(id: string, wish: Wish): void {
    this.#edits = new Map(this.#edits).set(id, wish);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#flush(), CALM_MS);
  }

  /** Brings the server what saved lines shall be; one after the other, as each moves the check. */
  #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#flushing ??= this.#bring().finally(() => (this.#flushing = null));
    return this.#flushing;
  }

  async #bring(): Promise<void> {
    for (let next = this.#next(); next; next = this.#next()) {
      const [id, wish] = next;
      try {
        const saved = await this.#put(id, wish);
        if (this.detail && saved.version >= this.detail.saved.version) this.detail = { ...this.detail, saved };
      } catch (error) {
        this.refusal = this.#words(error);
        await this.look();
      }
      // Changed again meanwhile: then that is brought too.
      if (this.#edits.get(id) === wish) {
        const left = new Map(this.#edits);
        left.delete(id);
        this.#edits = left;
      }
    }
  }

  #next(): [string, Wish] | undefined {
    return [...this.#edits][0];
  }

  #put(line: string, wish: Wish): Promise<Cart> {
    const params = { path: { ...this.#path, line } };
    const path = '/api/v1/branches/{branch}/checks/{check}/lines/{line}';
    if (wish.quantity === 0) return body(this.ground.api.DELETE(path, { params }));
    return body(this.ground.api.PUT(path, { params, body: requestOf(wish) }));
  }
}
