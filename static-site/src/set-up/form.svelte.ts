import { ApiError, refusedFields } from '$api/error';
import type { SetUpRequest } from '$api/types';
import { originOf } from '$lib/address/origin';
import { CLOSING, hourOf } from '$lib/hour';
import { isFirst } from '$lib/staff/first';
import type { StaffSession } from '$lib/staff/session.svelte';
import { errorText, textFor } from '$lib/text/errors';
import { guessTag } from '$lib/text/tags';
import { setUp as text } from '$lib/text/set-up';
import { seen } from '$lib/typed';
import { seenLines } from '$lib/typed-lines';
import { deviceZone, guessCurrency } from '$lib/places';

/** What must be typed, by the name that the API has for it. */
const TYPED = ['account.name', 'account.login', 'account.password', 'brand.name', 'branch.name', 'code'] as const;
export type Typed = (typeof TYPED)[number];

/** Whether it may have been done all the same. */
const isUnanswered = (caught: unknown): boolean => caught instanceof ApiError && (caught.status === 0 || caught.status >= 500);

/** What the first owner types and chooses, and what is wrong with it. */
export class SetUpState {
  name = $state('');
  login = $state('');
  password = $state('');
  brand = $state('');
  branch = $state('');
  /** Where it is, on paper. */
  postal = $state('');
  zone = $state(deviceZone());
  currency = $state(guessCurrency(deviceZone()));
  closing = $state(CLOSING);
  /** In which the menu is written. */
  language = $state(guessTag());
  code = $state('');
  /** Where guests find the site: the page is there. */
  address = $state(location.origin);
  /** Somebody tried to send it. */
  tried = $state(false);
  /** The link's own code is typed only when it was refused. */
  asksCode = $state(false);
  busy = $state(false);
  /** Of the whole form. */
  error = $state('');
  /** Somebody was faster, or the cookie was not kept: only signing in helps. */
  over = $state(false);
  readonly errors: Partial<Record<string, string>> = $state({});

  constructor(
    readonly session: StaffSession,
    code: string,
  ) {
    this.code = code;
    this.asksCode = code === '';
  }

  #typed(): Record<Typed, string> {
    return {
      'account.name': this.name,
      'account.login': this.login,
      'account.password': this.password,
      'brand.name': this.brand,
      'branch.name': this.branch,
      code: this.code,
    };
  }

  get #origin(): string | undefined {
    const origin = originOf(this.address);
    return typeof origin === 'string' ? origin : undefined;
  }

  #wish(): SetUpRequest {
    return {
      code: this.code.trim(),
      account: { name: seen(this.name), login: this.login, password: this.password },
      brand: { name: seen(this.brand), language: this.language },
      branch: { name: seen(this.branch), address: seenLines(this.postal), currency: this.currency, time_zone: this.zone, closing_hour: hourOf(this.closing) ?? 0 },
      origin: this.#origin ?? location.origin,
    };
  }

  /** Gives the first field that is to be mended, if there is one. */
  async send(): Promise<string | undefined> {
    this.error = '';
    for (const field of Object.keys(this.errors)) delete this.errors[field];
    const typed = this.#typed();
    for (const field of TYPED) if (!seen(typed[field])) this.errors[field] = text.error.missing;
    if (hourOf(this.closing) === null) this.errors['branch.closing_hour'] = text.error.fields['branch.closing_hour'];
    this.tried = true;
    if (Object.keys(this.errors).length > 0) return this.#first();
    if (!this.#origin) return 'origin';
    this.busy = true;
    try {
      await this.session.setUp(this.#wish());
    } catch (caught) {
      this.#explain(caught);
      if (isUnanswered(caught) && (await isFirst().catch(() => true)) === false) {
        this.over = true;
        this.error = text.error.lost;
      }
    } finally {
      this.busy = false;
    }
    return this.#first();
  }

  #first(): string | undefined {
    return TYPED.find((field) => this.errors[field]) ?? Object.keys(this.errors)[0];
  }

  #explain(caught: unknown): void {
    const { code, retryAfter } = caught instanceof ApiError ? caught : new ApiError('unknown', 0);
    this.over = code === 'already_set_up' || code === 'not_kept';
    this.error = errorText(caught, {
      set_up_code_wrong: text.error.code,
      rate_limited: text.error.limited(Math.max(1, Math.ceil((retryAfter ?? 60) / 60))),
      already_set_up: text.error.done,
      not_kept: text.error.notKept,
      validation: text.error.check,
    });
    if (code === 'set_up_code_wrong') {
      this.asksCode = true;
      this.errors['code'] = text.error.code;
    }
    for (const field of refusedFields(caught)) {
      this.errors[field] = textFor(text.error.fields, field) ?? text.error.missing;
    }
  }
}
