import { body } from '$api/client';
import { ApiError } from '$api/error';
import type { Call, Channel, Check, CheckStatus, Colleague, Floor, FloorTable, Order, Staff } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import { randomId } from '$lib/id';
import { beyondOrders } from '$lib/live/bounded';
import { entity, LiveStore } from '$lib/live/store.svelte';
import { pendingOf } from '$lib/order-entry/memory';
import { StaffMenu } from '$lib/order-entry/staff-menu.svelte';
import { ServerClock } from '$lib/staff/clock.svelte';
import { recall, remember } from '$lib/staff/device';
import { LinkWatch } from '$lib/staff/link-watch.svelte';
import { recoverer } from '$lib/staff/recover';
import type { StaffSession } from '$lib/staff/session.svelte';
import { StockState } from '$lib/stock/stock-state.svelte';
import { counter as text } from '$lib/text/counter';
import { errorText } from '$lib/text/errors';
import { toast } from '$lib/ui/toast.svelte';
import { type Draft, type FieldName, refusedBy, requestOf } from './opening';
import { payingSlot } from './pay/slot';
import type { MessagesState } from './messages/messages-state.svelte';
import type { PrintsState } from './prints/prints-state.svelte';
import { byOpening, ofCheck, ofTable, type Row } from './rows';

export const VIEWS = ['all', 'dine_in', 'delivery', 'pickup'] as const;
export type View = (typeof VIEWS)[number];

/** A check that was paid at this counter. */
export interface Lately {
  id: string;
  kind: Channel;
  title: string;
  /** By the server's clock, in epoch milliseconds. */
  at: number;
}

/** An evening's last ones; nobody looks for more in such a list. */
const MOST_LATELY = 30;

export interface FreeTables {
  section: string;
  tables: FloorTable[];
}

/** The counter of one branch as this screen shows it. */
export class CounterState {
  readonly live: LiveStore;
  readonly link: LinkWatch;
  readonly clock = new ServerClock();
  readonly stock: StockState;
  readonly menu: StaffMenu;
  /** Branch, people, and the order of sections and tables; null until the first answer is in. */
  #plan = $state.raw<Pick<Floor, 'branch' | 'sections' | 'waiters' | 'riders'> | null>(null);
  /** Open orders that did not fit what was fetched last. */
  more = $state(0);
  view = $state<View>('all');
  /** What was done last, for screen readers: the page itself shows it. */
  said = $state('');
  /** Checks with something on this device that was entered and is not known to have arrived. */
  pending = $state.raw<ReadonlySet<string>>(new Set());
  /** How often a check's bills have moved, by its ID: nothing else of them is told. */
  #billed = $state.raw<ReadonlyMap<string, number>>(new Map());
  /** Those whose money is under way on this device, and not known to be taken. */
  unsure = $state.raw<ReadonlySet<string>>(new Set());
  /** What was paid here lately, the newest first: a refund comes after the check is closed. */
  lately = $state.raw<readonly Lately[]>([]);
  /** What is printed; fetched behind the list. */
  prints = $state.raw<PrintsState | null>(null);
  /** What customers are told; fetched behind the list. */
  messages = $state.raw<MessagesState | null>(null);
  readonly #asking = new OneAtATime();
  /** What was sent to open a check and is not known to have arrived, under which key. */
  #opening: { wish: string; key: string } | null = null;

  readonly #orders: Order[] = $derived.by(() => this.live.all<Order>('order'));
  readonly #calls: Call[] = $derived.by(() => this.live.all<Call>('call'));
  readonly #tables: { section: string; tables: FloorTable[] }[] = $derived.by(() =>
    (this.#plan?.sections ?? []).map(({ name, tables }) => ({
      section: name,
      tables: tables.map((known) => this.live.get<FloorTable>('table', known.id) ?? known),
    })),
  );
  /** All open checks, the oldest first. */
  readonly rows: Row[] = $derived.by(() => {
    const seated = this.#tables.flatMap(({ section, tables }) =>
      tables.flatMap((table) => ofTable(table, section, this.#orders, this.more === 0, this.#calls) ?? []),
    );
    const away = this.live.all<Check>('check').map((check) => ofCheck(check, this.#orders));
    return [...seated, ...away].sort(byOpening);
  });
  readonly shown: Row[] = $derived(this.rows.filter(({ kind }) => this.view === 'all' || kind === this.view));
  /** Where a party may sit down. */
  readonly free: FreeTables[] = $derived(
    this.#tables
      .map(({ section, tables }) => ({ section, tables: tables.filter(({ status, session }) => status === 'free' && !session) }))
      .filter(({ tables }) => tables.length > 0),
  );

  constructor(
    readonly session: StaffSession,
    readonly me: Staff,
    readonly branchId: string,
  ) {
    const kept = recall<View>(`counter.view.${branchId}`);
    this.view = VIEWS.find((one) => one === kept) ?? 'all';
    this.lookAtDevice();
    this.stock = new StockState(session.api, branchId);
    this.menu = new StaffMenu(session.api, branchId, this.clock);
    this.live = new LiveStore({
      kinds: ['table', 'order', 'check', 'call'],
      settles: true,
      ticket: () =>
        body(
          session.api.POST('/api/v1/realtime/tickets', {
            body: { branch: branchId, topics: [`branch:${branchId}:floor`], batches: true },
          }),
        ),
      snapshot: async () => {
        const params = { path: { branch: branchId } };
        // The floor first: it says up to which event all of this is known.
        const floor = await body(session.api.GET('/api/v1/branches/{branch}/floor', { params }));
        const { checks } = await body(session.api.GET('/api/v1/branches/{branch}/checks', { params }));
        this.#plan = floor;
        this.more = floor.more_orders;
        this.clock.sync(floor.server_time);
        // Nobody says what became of these while the link was down.
        if (this.stock.view) this.stock.heard();
        if (this.menu.menu) this.menu.heard();
        this.prints?.look();
        this.messages?.look();
        const tables = floor.sections.flatMap((section) => section.tables.map((table) => entity('table', table)));
        const orders = floor.orders.map((order) => entity('order', order));
        // Those at tables are told by their tables.
        const calls = floor.calls.map((call) => entity('call', call));
        const away = checks.filter(({ kind }) => kind !== 'dine_in').map((check) => entity('check', check));
        return { topics: floor.topics, entities: [...tables, ...orders, ...calls, ...away], beyond: beyondOrders(floor.orders, floor.more_orders) };
      },
      event: ({ type, entity: of }) => {
        if (type === 'bill.changed' && of) this.#billed = new Map(this.#billed).set(of.id, of.version);
        if (type === 'stock.changed') {
          this.stock.heard();
          this.menu.heard();
        }
        if (type === 'menu.changed') this.menu.heard();
        if (type === 'print.changed') this.prints?.look();
        if (type === 'message.changed') this.messages?.look();
        if (type === 'plan.changed') void this.#lookAtPlan().catch(() => {});
      },
      ended: recoverer(session, () => this.live),
    });
    this.link = new LinkWatch(this.live);
  }

  get branch(): Floor['branch'] | null {
    return this.#plan?.branch ?? null;
  }

  get waiters(): Colleague[] {
    return this.#plan?.waiters ?? [];
  }

  /** Who can bring a delivery: riders, and then whoever else works here. */
  get bringers(): Colleague[] {
    const riders = this.#plan?.riders ?? [];
    return [...riders, ...this.waiters.filter(({ id }) => riders.every((rider) => rider.id !== id))];
  }

  /** Somebody of the branch by their ID; null for nobody. */
  nameOf(person: string | null): string | null {
    if (!person) return null;
    return this.bringers.find(({ id }) => id === person)?.name ?? (person === this.me.id ? this.me.name : text.somebody);
  }

  row(id: string | null): Row | null {
    return this.rows.find((row) => row.id === id) ?? null;
  }

  /** Moves whenever the link tells of the check, of what is ordered on it, or of its bills. */
  toldOf(id: string): string {
    const own = this.#orders.filter((order) => order.session_id === id).map(({ version }) => version);
    return [this.row(id)?.version ?? 0, this.#billed.get(id) ?? 0, ...own].join(' ');
  }

  count(view: View): number {
    return this.rows.filter(({ kind }) => view === 'all' || kind === view).length;
  }

  /** What a check is called here. */
  title({ kind, table, section, number }: Pick<Row, 'kind' | 'table' | 'section' | 'number'>): string {
    return table === null ? text.away(kind, number) : text.place(section, table);
  }

  show(view: View): void {
    this.view = view;
    remember(`counter.view.${this.branchId}`, view);
  }

  /** Looks what is left of orders that were begun here. */
  lookAtDevice(): void {
    this.pending = pendingOf(this.me.id);
    this.unsure = pendingOf(this.me.id, payingSlot);
    this.lately = recall<Lately[]>(this.#latelySlot) ?? [];
  }

  /** A check was paid here. */
  paid(check: Omit<Lately, 'at'>): void {
    const others = this.lately.filter(({ id }) => id !== check.id);
    this.lately = [{ ...check, at: this.clock.exact }, ...others].slice(0, MOST_LATELY);
    remember(this.#latelySlot, this.lately);
  }

  get #latelySlot(): string {
    return `counter.paid.${this.branchId}`;
  }

  busy(id: string): boolean {
    return this.#asking.has(id);
  }

  /** Goes live. To be called once while a component is set up. */
  watch(): void {
    $effect(() => this.live.start());
    $effect(() => this.clock.start());
    this.stock.watch();
    this.menu.watch();
    this.link.watch();
  }

  /** Takes how a check is now from an answer to whoever moved or held it, or ordered on it. */
  learn(check: Check): void {
    // What has ended is told by the link, which takes it away.
    if (check.kind === 'dine_in' || check.closed_at) return;
    // Answers that are kept for a retry leave out who it is for.
    const customer = check.customer ?? this.live.get<Check>('check', check.id)?.customer;
    this.live.learn('check', customer ? { ...check, customer } : check);
  }

  /** Opens a check: its ID and title, or the fields that were refused. Null when something is under way, or nobody answered. */
  open(draft: Draft): Promise<{ id: string; title: string } | { wrong: Set<FieldName> } | null> {
    return this.#asking.run('open', async () => {
      const wish = requestOf(draft, this.clock.exact);
      try {
        const params = { path: { branch: this.branchId }, header: { 'Idempotency-Key': this.#key(draft) } };
        const check = await body(this.session.api.POST('/api/v1/branches/{branch}/checks', { params, body: wish }));
        this.#opening = null;
        this.learn(wish.customer ? { ...check, customer: check.customer ?? wish.customer } : check);
        const title = this.title({ kind: check.kind, table: check.table?.name ?? null, section: check.table?.section ?? null, number: check.number ?? null });
        this.said = text.fresh.opened(title);
        if (draft.kind === 'delivery' && draft.rider) await this.#bringer(check, draft.rider, title);
        return { id: check.id, title };
      } catch (error) {
        if (error instanceof ApiError && error.status === 0) {
          toast(text.noAnswer, 'bad');
          return null;
        }
        this.#opening = null;
        const wrong = refusedBy(error);
        if (wrong.size === 0) toast(errorText(error, text.refused), 'bad');
        return { wrong };
      }
    });
  }

  /** Brings a delivery or a pickup a step further. */
  move(row: Row, to: CheckStatus): Promise<boolean> {
    return this.#patch(row, { status: to }, text.board.done(this.title(row), text.status[to]));
  }

  /** Says who brings a delivery. */
  assign(row: Row, rider: string): Promise<boolean> {
    return this.#patch(row, { rider_id: rider }, text.board.brings(this.title(row), this.nameOf(rider) ?? ''));
  }

  /** A paid pickup was fetched: what waited is served, and the check ends. */
  async handOver(row: Row): Promise<void> {
    await this.#asking.run(row.id, async () => {
      const { api } = this.session;
      try {
        for (const { id, status, session_id } of this.#orders) {
          if (session_id !== row.id || status !== 'ready') continue;
          const params = { path: { branch: this.branchId, order: id } };
          await body(api.PATCH('/api/v1/branches/{branch}/orders/{order}', { params, body: { status: 'served' } }));
        }
        await body(api.POST('/api/v1/branches/{branch}/sessions/{session}/close', { params: { path: { branch: this.branchId, session: row.id } } }));
        this.said = text.board.handedOver(this.title(row));
      } catch (error) {
        toast(error instanceof ApiError && error.status === 0 ? text.noStep : errorText(error, text.refused), 'bad');
        void this.#lookAtCheck(row.id);
      }
    });
  }

  async #patch(row: Row, wish: { status?: CheckStatus; rider_id?: string }, said: string): Promise<boolean> {
    const done = await this.#asking.run(row.id, async () => {
      try {
        const params = { path: { branch: this.branchId, check: row.id } };
        this.learn(await body(this.session.api.PATCH('/api/v1/branches/{branch}/checks/{check}', { params, body: { ...wish, version: row.version } })));
        this.said = said;
        return true;
      } catch (error) {
        toast(error instanceof ApiError && error.status === 0 ? text.noStep : errorText(error, text.refused), 'bad');
        void this.#lookAtCheck(row.id);
        return false;
      }
    });
    return done ?? false;
  }

  /** A new delivery's own: that it is open counts, whatever becomes of this. */
  async #bringer(check: Check, rider: string, title: string): Promise<void> {
    try {
      const params = { path: { branch: this.branchId, check: check.id } };
      this.learn(await body(this.session.api.PATCH('/api/v1/branches/{branch}/checks/{check}', { params, body: { rider_id: rider } })));
    } catch {
      toast(text.fresh.noRiderSaid(title), 'bad');
    }
  }

  /** One key for one wish: what was not answered is opened once when it is sent again. */
  #key(draft: Draft): string {
    // As it was typed: a time that is said in minutes from now moves on.
    const wish = JSON.stringify(draft);
    if (this.#opening?.wish !== wish) this.#opening = { wish, key: randomId() };
    return this.#opening.key;
  }

  /** Somebody else may have moved it further: looks how it is. */
  async #lookAtCheck(id: string): Promise<void> {
    try {
      const params = { path: { branch: this.branchId, check: id } };
      const { check } = await body(this.session.api.GET('/api/v1/branches/{branch}/checks/{check}', { params }));
      this.learn(check);
    } catch {
      // The link tells it.
    }
  }

  async #lookAtPlan(): Promise<void> {
    const params = { path: { branch: this.branchId } };
    const floor = await body(this.session.api.GET('/api/v1/branches/{branch}/floor', { params }));
    this.#plan = floor;
    for (const { tables } of floor.sections) for (const table of tables) this.live.learn('table', table);
  }
}

/** Which kind a new check has unless somebody says otherwise. */
export function kindFor(view: View): Channel {
  return view === 'all' ? 'dine_in' : view;
}
