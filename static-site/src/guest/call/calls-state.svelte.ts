import { type Api, body } from '$api/client';
import type { ApiError } from '$api/error';
import type { Call, CallReason } from '$api/types';
import { Outbox } from '$lib/sending/outbox.svelte';
import type { Memory } from '../storage';
import { type CallContent, COOL_DOWN_SECONDS, foremost, REASONS, type ShownCall, shownCall } from './calls';

/** What calls need of the party that they belong to. */
export interface CallParty {
  api: Api;
  memory: Memory;
  /** Under which intents are stored: the session and the guest. */
  seat: string;
  /** The table's calls. */
  calls(): readonly Call[];
  /** The server's clock, in epoch milliseconds. */
  now(): number;
  called(call: Call): void;
  failed(error: ApiError): void;
}

/** Asks for a waiter, the bill, water: an outbox for each, so that one does not wait for another. */
export class CallsState {
  readonly #boxes: Record<CallReason, Outbox<CallContent, Call>>;
  /** Until when the server asked to wait, by reason; epoch milliseconds of its clock. */
  #coolUntil = $state.raw<Partial<Record<CallReason, number>>>({});

  constructor(readonly party: CallParty) {
    const boxes = REASONS.map((reason) => [reason, this.#box(reason)]);
    this.#boxes = Object.fromEntries(boxes) as Record<CallReason, Outbox<CallContent, Call>>;
  }

  ask(reason: CallReason, note = ''): void {
    this.#boxes[reason].send({ reason, ...(note ? { note } : {}) });
  }

  /** Tries again at once. */
  again(reason: CallReason): void {
    this.#boxes[reason].again();
  }

  giveUp(reason: CallReason): void {
    this.#boxes[reason].giveUp();
  }

  /** `now`: epoch milliseconds of the server's clock. */
  shown(reason: CallReason, now: number): ShownCall {
    return shownCall(reason, this.party.calls(), this.#boxes[reason].now, this.#coolUntil[reason] ?? 0, now);
  }

  /** What one button for all of them shows. */
  get foremost() {
    const now = this.party.now();
    return foremost(REASONS.map((reason) => this.shown(reason, now).state));
  }

  restore(): void {
    for (const reason of REASONS) this.#boxes[reason].restore();
  }

  /** See `Outbox.age`. */
  age(): void {
    for (const reason of REASONS) this.#boxes[reason].age();
  }

  stop(): void {
    for (const reason of REASONS) this.#boxes[reason].stop();
  }

  #box(reason: CallReason): Outbox<CallContent, Call> {
    const { party } = this;
    const box: Outbox<CallContent, Call> = new Outbox(party.memory, {
      slot: `call.${party.seat}.${reason}`,
      post: (key, content) =>
        body(party.api.POST('/api/v1/calls', { params: { header: { 'Idempotency-Key': key } }, body: content })),
      done: (call) => {
        party.called(call);
        // From here on the live call tells how far it is.
        box.dismiss();
      },
      failed: (error) => {
        if (error.code === COOLING) {
          this.#cool(reason, error.retryAfter ?? COOL_DOWN_SECONDS);
          box.dismiss();
        } else {
          party.failed(error);
        }
      },
      now: () => party.now(),
      final: [COOLING],
    });
    return box;
  }

  /** The table asked for the same a moment ago: no error, only a wait. */
  #cool(reason: CallReason, seconds: number): void {
    this.#coolUntil = { ...this.#coolUntil, [reason]: this.party.now() + seconds * 1_000 };
  }
}

/** Kept back by the cool-down; nothing was made under this key. */
const COOLING = 'rate_limited';
