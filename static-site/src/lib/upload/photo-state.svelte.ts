import { body } from '$api/client';
import { ApiError } from '$api/error';
import { errorText } from '$lib/text/errors';
import type { PhotoTexts } from '$lib/text/photo';
import type { Uploads } from './upload';

/** More than any camera makes; it would only fill the device's memory. */
const MOST_BYTES = 50_000_000;

/**
 * A photo on its way to the restaurant. It is named by what is in it, so whoever got no answer
 * sends it again without harm.
 */
export class PhotoState {
  working = $state<'reading' | 'sending' | null>(null);
  /** How much of it is sent, from 0 to 1. */
  sent = $state(0);
  /** Why it goes no further. */
  fault = $state<string | null>(null);
  /** Whether the same photo may go further with another try. */
  again = $state(false);
  #bytes: ArrayBuffer | null = null;
  #ending: AbortController | null = null;

  constructor(
    readonly uploads: Uploads,
    readonly branch: string,
    readonly shrink: (file: Blob) => Promise<Blob>,
    /** What it is a photo of, in words. */
    readonly text: PhotoTexts,
  ) {}

  /** What the photo is called from then on; null when it goes no further, and `fault` says why. */
  async choose(file: File): Promise<string | null> {
    if (this.working) return null;
    this.forget();
    if (file.size > MOST_BYTES) {
      this.fault = this.text.fault.large;
      return null;
    }
    const ending = new AbortController();
    this.#ending = ending;
    this.working = 'reading';
    try {
      const bytes = await (await this.shrink(file)).arrayBuffer();
      // The sheet was closed meanwhile: nobody waits for it any more.
      if (ending.signal.aborted) return null;
      this.#bytes = bytes;
    } catch {
      this.fault = this.text.fault.unread;
      return null;
    } finally {
      this.working = null;
      this.#ending = null;
    }
    return await this.send();
  }

  /** Sends what was chosen, once more if need be. */
  async send(): Promise<string | null> {
    const bytes = this.#bytes;
    if (!bytes || this.working) return null;
    const ending = new AbortController();
    this.#ending = ending;
    this.working = 'sending';
    this.sent = 0;
    this.fault = null;
    this.again = false;
    try {
      const api = this.uploads({ signal: ending.signal, onsent: (part) => (this.sent = part) });
      const { photo } = await body(
        api.POST('/api/v1/branches/{branch}/photos', {
          params: { path: { branch: this.branch } },
          body: bytes,
          headers: { 'content-type': 'image/jpeg' },
          bodySerializer: (bytes: unknown) => bytes as ArrayBuffer,
        }),
      );
      this.#bytes = null;
      return photo;
    } catch (error) {
      this.#refused(error, ending.signal.aborted);
      return null;
    } finally {
      this.working = null;
      this.#ending = null;
    }
  }

  /** As if none was chosen. */
  forget(): void {
    this.cancel();
    this.#bytes = null;
    this.fault = null;
    this.again = false;
  }

  cancel(): void {
    this.#ending?.abort();
  }

  #refused(error: unknown, cancelled: boolean): void {
    const known = error instanceof ApiError ? error : null;
    this.again = cancelled || (known?.transient ?? true);
    if (cancelled) this.fault = this.text.fault.cancelled;
    else if (known?.status === 0) this.fault = this.text.fault.noAnswer;
    else this.fault = errorText(error, this.text.refused);
  }
}
