import { body, knowShapes } from '$api/client';
import { ApiError, refusedFields } from '$api/error';
import { branchShapes } from '$api/shapes/branches';
import type { NewBranch } from '$api/types';
import { CLOSING, hourOf } from '$lib/hour';
import { randomId } from '$lib/id';
import { deviceZone, guessCurrency } from '$lib/places';
import type { StaffSession } from '$lib/staff/session.svelte';
import { errorText, textFor } from '$lib/text/errors';
import { newBranch as text } from '$lib/text/new-branch';
import { seen } from '$lib/typed';
import { seenLines } from '$lib/typed-lines';

/** What the owner says of a branch that is to be, and what is wrong with it. */
export class NewBranchState {
  name = $state('');
  /** Where it is, on paper. */
  postal = $state('');
  zone = $state(deviceZone());
  currency = $state(guessCurrency(deviceZone()));
  closing = $state(CLOSING);
  busy = $state(false);
  /** Of the whole form. */
  error = $state('');
  readonly errors: Partial<Record<string, string>> = $state({});
  /** The same wish is sent with the same key: it is made once, however often it is sent. */
  #sent = { wish: '', key: '' };

  constructor(
    readonly session: StaffSession,
    readonly branch: string,
  ) {
    knowShapes(branchShapes);
  }

  /** The branch that was made; null when something is to be mended. */
  async send(): Promise<string | null> {
    this.error = '';
    for (const field of Object.keys(this.errors)) delete this.errors[field];
    if (!seen(this.name)) this.errors['name'] = text.error.missing;
    if (hourOf(this.closing) === null) this.errors['closing_hour'] = text.error.fields.closing_hour;
    if (Object.keys(this.errors).length > 0) return null;
    this.busy = true;
    try {
      const wish = this.#wish();
      const params = { path: { branch: this.branch }, header: { 'Idempotency-Key': this.#key(wish) } };
      const made = this.session.api.POST('/api/v1/branches/{branch}/brand/branches', { params, body: wish });
      return (await body(made)).id;
    } catch (caught) {
      this.#explain(caught);
      return null;
    } finally {
      this.busy = false;
    }
  }

  #wish(): NewBranch {
    return {
      name: seen(this.name),
      address: seenLines(this.postal),
      currency: this.currency,
      time_zone: this.zone,
      closing_hour: hourOf(this.closing) ?? 0,
    };
  }

  #key(body: NewBranch): string {
    const wish = JSON.stringify(body);
    if (this.#sent.wish !== wish) this.#sent = { wish, key: randomId() };
    return this.#sent.key;
  }

  #explain(caught: unknown): void {
    const { status } = caught instanceof ApiError ? caught : new ApiError('unknown', 0);
    this.error = status === 0 ? text.error.noAnswer : errorText(caught, { validation: text.error.check });
    for (const field of refusedFields(caught)) {
      const words = textFor(text.error.fields, field) ?? text.error.missing;
      if (field === 'branches') this.error = words;
      else this.errors[field] = words;
    }
  }
}
