import { untrack } from 'svelte';
import { body } from '$api/client';
import type { Call, Colleague, Floor, FloorTable, Order, Staff } from '$api/types';
import { Alerts } from '$lib/board/alerts.svelte';
import { Cut } from '$lib/board/cut';
import { News } from '$lib/board/news';
import { Taps } from '$lib/board/taps.svelte';
import { beyondOrders } from '$lib/live/bounded';
import { entity, LiveStore } from '$lib/live/store.svelte';
import { ServerClock } from '$lib/staff/clock.svelte';
import { LinkWatch } from '$lib/staff/link-watch.svelte';
import { recoverer } from '$lib/staff/recover';
import type { StaffSession } from '$lib/staff/session.svelte';
import { StockState } from '$lib/stock/stock-state.svelte';
import { toldApart } from '$lib/tables';
import { floor as text } from '$lib/text/floor';
import { toast } from '$lib/ui/toast.svelte';
import { FloorActions } from './actions.svelte';
import { ALL, type Filters, fits, recallChoice, rememberChoice, type View } from './filters';
import { Readiness } from './lines';
import { askedFor, leftBehind, type Row, rowOf, split } from './tables';
import { lateCalls, newsOf, queue, rings, type Todo } from './todo';
import { spoken } from './words';

interface Section {
  id: string;
  name: string;
  rows: Row[];
}

/** The floor of one branch as this screen shows it. */
export class FloorState {
  readonly live: LiveStore;
  readonly link: LinkWatch;
  readonly clock = new ServerClock();
  readonly taps: Taps;
  readonly actions: FloorActions;
  readonly stock: StockState;
  readonly alerts = new Alerts({ page: 'floor', buzzes: true });
  /** Branch, waiters, and the order of sections and tables; null until the first answer is in. */
  #plan = $state.raw<Pick<Floor, 'branch' | 'sections' | 'waiters'> | null>(null);
  /** Open orders that did not fit what was fetched last. */
  more = $state(0);
  filters = $state.raw<Filters>(ALL);
  view = $state<View>('tables');

  readonly #orders: Order[] = $derived.by(() => this.live.all<Order>('order'));
  readonly #calls: Call[] = $derived.by(() => this.live.all<Call>('call'));
  readonly #tables = $derived.by(() => {
    const places = (this.#plan?.sections ?? []).flatMap(({ id, name, tables }) =>
      tables.map((known) => ({ ...(this.live.get<FloorTable>('table', known.id) ?? known), in: { id, name } })),
    );
    return toldApart(places, (place) => place.in.name);
  });
  /** As text, so that a second that passes changes nothing but when ten minutes are over. */
  readonly #askedFor: string = $derived(askedFor(this.#tables, this.clock.now).join(' '));
  readonly #asked: ReadonlySet<string> = $derived(new Set(this.#askedFor.split(' ')));
  readonly sections: Section[] = $derived.by(() =>
    (this.#plan?.sections ?? []).map(({ id, name }) => ({
      id,
      name,
      rows: this.#tables
        .filter((table) => table.in.id === id)
        .map(({ in: _, ...table }) => rowOf(table, id, this.#orders, this.#calls, this.#asked.has(table.id))),
    })),
  );
  readonly rows: Row[] = $derived(this.sections.flatMap(({ rows }) => rows));
  /** The tables that the filters let through: this waiter's own ones first, then the others by section. */
  readonly shown: Section[] = $derived.by(() => {
    const fitting = this.sections.map((section) => ({
      ...section,
      rows: section.rows.filter((row) => fits(row, this.filters, this.me.id)),
    }));
    const own = split(fitting.flatMap(({ rows }) => rows), this.me.id).own;
    const others = fitting.map((section) => ({ ...section, rows: split(section.rows, this.me.id).others }));
    return [{ id: 'own', name: text.own, rows: own }, ...others].filter(({ rows }) => rows.length > 0);
  });
  /** As text, so that a second that passes changes nothing but when a call has become late. */
  readonly #late: string = $derived(lateCalls(this.rows, this.clock.now).sort().join(' '));
  /** The IDs of the calls that have waited too long. */
  readonly late: ReadonlySet<string> = $derived(new Set(this.#late.split(' ')));
  /** What is to be done at all tables, the most urgent first. */
  readonly todos: Todo[] = $derived.by(() => {
    if (this.live.loaded) this.#readiness.look(this.#orders, untrack(() => this.clock.now));
    return queue(this.rows, this.late, (order) => this.#readiness.since(order));
  });
  /** Those of them that the filters leave to this waiter. */
  readonly myTodos: Todo[] = $derived(this.todos.filter(({ row }) => this.#concerns(row)));
  /** How much waits for this waiter, with what parties left behind. */
  readonly count: number = $derived.by(() => this.myTodos.length + this.left.length);
  /** Open orders of parties that have left. */
  readonly left: Order[] = $derived.by(() => leftBehind(this.rows, this.#orders));
  readonly #news = new News();
  readonly #readiness = new Readiness();
  readonly #cut = new Cut();

  constructor(
    readonly session: StaffSession,
    readonly me: Staff,
    readonly branchId: string,
  ) {
    const { filters, view } = recallChoice(branchId);
    this.filters = filters;
    this.view = view;
    this.live = new LiveStore({
      kinds: ['table', 'order', 'call'],
      settles: true,
      ticket: () =>
        body(
          session.api.POST('/api/v1/realtime/tickets', {
            body: { branch: branchId, topics: [`branch:${branchId}:floor`], batches: true },
          }),
        ),
      snapshot: async () => {
        const floor = await this.#fetch();
        this.#plan = floor;
        this.more = floor.more_orders;
        this.clock.sync(floor.server_time);
        this.#caughtUp();
        const tables = floor.sections.flatMap((section) => section.tables.map((table) => entity('table', table)));
        const orders = floor.orders.map((order) => entity('order', order));
        const calls = floor.calls.map((call) => entity('call', call));
        // Nobody says what became of the stock while the link was down.
        if (this.stock.view) this.stock.heard();
        const beyond = beyondOrders(floor.orders, floor.more_orders);
        return { topics: floor.topics, entities: [...tables, ...orders, ...calls], beyond };
      },
      event: ({ type }) => {
        if (type === 'stock.changed') this.stock.heard();
        // Which tables there are, and where: the floor is read as a whole.
        if (type === 'plan.changed') void this.#lookAgain().catch(() => {});
      },
      ended: recoverer(session, () => this.live),
    });
    this.stock = new StockState(session.api, branchId);
    this.taps = new Taps({
      api: session.api,
      branch: branchId,
      person: me.id,
      live: this.live,
      order: (moved) => ('placed_by' in moved ? moved : null),
      lookAgain: () => this.#lookAgain(),
    });
    this.actions = new FloorActions(session.api, branchId, this.live, this.taps);
    this.link = new LinkWatch(this.live, (told) => this.#cut.end(this.clock.exact, told, this.taps.waitingCount));
  }

  get branch(): Floor['branch'] | null {
    return this.#plan?.branch ?? null;
  }

  get waiters(): Colleague[] {
    return this.#plan?.waiters ?? [];
  }

  /** The section by which the tables are filtered, if it is still there. */
  get section(): string | null {
    return this.sections.find(({ id }) => id === this.filters.section)?.name ?? null;
  }

  /** Who looks after a party; null for nobody. */
  waiterOf(session: FloorTable['session']): string | null {
    const id = session?.waiter_id;
    if (!id) return null;
    return this.waiters.find((one) => one.id === id)?.name ?? (id === this.me.id ? this.me.name : text.waiter.unknown);
  }

  choose(filters: Partial<Filters>): void {
    this.filters = { ...this.filters, ...filters };
    rememberChoice(this.branchId, this);
  }

  show(view: View): void {
    this.view = view;
    rememberChoice(this.branchId, this);
  }

  /** Goes live. To be called once while a component is set up. */
  watch(): void {
    $effect(() => this.live.start());
    $effect(() => this.clock.start());
    $effect(() => this.alerts.watch());
    this.stock.watch();
    $effect(() => {
      if (!this.live.loaded) return;
      const { todos } = this;
      untrack(() => this.#look(todos));
    });
    // A section that was taken away since it was chosen must not hide all others.
    $effect(() => {
      if (this.#plan && this.filters.section !== null && this.section === null) this.choose({ section: null });
    });
    this.link.watch();
    $effect(() => (this.live.loaded ? untrack(() => this.taps.start()) : undefined));
    $effect(() => {
      if (this.link.connected) untrack(() => this.taps.wake());
      else if (this.live.loaded) this.#cut.begin();
    });
  }

  /** What there is to do is known: all of it is here, is fresh, and nothing waits to be read. */
  get sure(): boolean {
    return !this.link.overdue && this.more === 0 && this.taps.refused.length === 0;
  }

  /** Another snapshot is in. The one that brought the link back may leave out what happened a moment before it. */
  #caughtUp(): void {
    const claim = this.#cut.confirm();
    if (!claim) return;
    // After the page shows what this snapshot brings, and when every tap has its answer.
    setTimeout(async () => {
      await this.taps.settled();
      if (!claim({ more: this.more, refused: this.taps.refused.length })) return;
      toast(text.caughtUp(this.count, this.todos.length - this.myTodos.length), 'good');
    });
  }

  /** A party that nobody looks after is everybody's. */
  #concerns(row: Row): boolean {
    const { mine, section } = this.filters;
    const waiter = row.table.session?.waiter_id;
    return (!mine || !waiter || waiter === this.me.id) && (section === null || row.section === section);
  }

  /** Says and rings what has just come. */
  #look(todos: readonly Todo[]): void {
    const news = this.#news.take(todos, newsOf);
    const mine = news.filter(({ row }) => this.#concerns(row));
    for (const todo of mine) this.actions.said = spoken(todo);
    if (mine.some(rings)) this.alerts.ring();
  }

  /** Fetches how things stand, because an answer did not fit what is shown. */
  async #lookAgain(): Promise<void> {
    const floor = await this.#fetch();
    this.#plan = floor;
    this.more = floor.more_orders;
    for (const order of floor.orders) this.live.learn('order', order);
    for (const call of floor.calls) this.live.learn('call', call);
    for (const { tables } of floor.sections) for (const table of tables) this.live.learn('table', table);
  }

  #fetch(): Promise<Floor> {
    const params = { path: { branch: this.branchId } };
    return body(this.session.api.GET('/api/v1/branches/{branch}/floor', { params }));
  }
}
