import { body } from '$api/client';
import type { ApiError } from '$api/error';
import type { AskedNow, AskToPay, Call, GuestBill, Money, PayPart, SessionBills } from '$api/types';
import { Outbox } from '$lib/sending/outbox.svelte';
import { settle as text } from '$lib/text/settle';
import { toast } from '$lib/ui/toast.svelte';
import type { Party } from '../party/party.svelte';

/** Several things are told at once where a bill is made or paid: after so long they are looked at together. */
const CALM_MS = 150;
/** What the server refuses for good: waiting changes nothing of it. */
const FINAL = ['rate_limited'];

/** So many shares of a total: equal, but for the units that do not go round, which go to the first ones. */
export function shareOf({ minor, currency }: Money, of: number, place: number): Money {
  const rest = minor % of;
  return { minor: (minor - rest) / of + (Math.min(place, of - 1) < rest ? 1 : 0), currency };
}

/** What a part comes to, as the server reckons it: never more than is left. */
export function amountOf({ mine, left, total, place }: SessionBills, part: PayPart, of: number): Money {
  if (part !== 'share') return part === 'mine' ? mine : left;
  const share = shareOf(total, of, place);
  return share.minor < left.minor ? share : left;
}

/** The bill that a guest pays: their own, or the only one that is not paid. */
export function billFor({ bills }: SessionBills, guest: string): GuestBill | null {
  const open = bills.filter(({ status, due }) => status === 'open' && due.minor > 0);
  return open.find(({ guest_id }) => guest_id === guest) ?? (open.length === 1 && !open[0]?.guest_id ? open[0]! : null);
}

/** The bills of the table, and how this guest says that they pay. */
export class Paying {
  bills = $state.raw<SessionBills | null>(null);
  failed = $state(false);
  /** Why the last word was not taken. */
  refusal = $state<string | null>(null);
  takingBack = $state(false);
  readonly outbox: Outbox<AskToPay, Call>;
  /** What this guest said last, as far as it says something. */
  readonly own: AskedNow | null = $derived.by(() => this.bills?.asked.find(({ call }) => call.called_by.guest_id === this.party.guestId) ?? null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor(readonly party: Party) {
    this.outbox = new Outbox<AskToPay, Call>(party.memory, {
      slot: `pay.${party.slot}`,
      post: (key, ask) => body(party.api.POST('/api/v1/session/payment', { params: { header: { 'Idempotency-Key': key } }, body: ask })),
      done: (call) => {
        this.refusal = null;
        party.live.learn('call', call);
        this.outbox.dismiss();
        void this.look();
      },
      failed: (error: ApiError) => {
        if (this.outbox.busy) return;
        this.refusal = text.refused[error.code] ?? text.refused['other'] ?? null;
        this.outbox.dismiss();
        party.refused(error);
        void this.look();
      },
      now: () => party.now(),
      final: FINAL,
    });
  }

  /** Fits `$effect`. */
  start(): () => void {
    this.outbox.restore();
    this.outbox.age();
    return () => {
      clearTimeout(this.#timer);
      this.outbox.stop();
    };
  }

  /** Something was told: looks once all of it is. */
  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), this.bills ? CALM_MS : 0);
  }

  async look(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const bills = await body(this.party.api.GET('/api/v1/session/bills'));
      if (turn !== this.#turn) return;
      this.bills = bills;
      this.failed = false;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.failed = true;
      this.party.refused(error as ApiError);
    }
  }

  ask(ask: AskToPay): void {
    this.refusal = null;
    this.outbox.send(ask);
  }

  async takeBack(): Promise<void> {
    if (this.takingBack) return;
    this.takingBack = true;
    try {
      await body(this.party.api.DELETE('/api/v1/session/payment'));
      toast(text.takenBack, 'good');
    } catch {
      toast(text.noAnswer, 'bad');
    }
    this.takingBack = false;
    void this.look();
  }
}
