import { type Api, body, createApi, knowShapes } from '$api/client';
import { ApiError } from '$api/error';
import { receiptShapes } from '$api/shapes/receipt';
import type { Receipt } from '$api/types';
import { saveFile } from '$lib/save';
import { receipt as text } from '$lib/text/receipt';
import { toast } from '$lib/ui/toast.svelte';

export type Paper = 'a4' | '80mm';

/** The receipt that a link opens. */
export class ReceiptState {
  receipt = $state.raw<Receipt | null>(null);
  /** The link opens nothing: not any more, or never did. */
  over = $state(false);
  failed = $state(false);
  /** Which file is on its way. */
  fetching = $state<Paper | null>(null);
  readonly #api: Api;

  constructor(token: string) {
    knowShapes(receiptShapes);
    this.#api = createApi({ token: () => token });
    if (token === '') this.over = true;
    else void this.load();
  }

  async load(): Promise<void> {
    this.failed = false;
    try {
      this.receipt = await body(this.#api.GET('/api/v1/receipt', {}));
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.over = true;
      else this.failed = true;
    }
  }

  async download(paper: Paper): Promise<void> {
    if (this.fetching || !this.receipt) return;
    this.fetching = paper;
    try {
      const { data } = await this.#api.GET('/api/v1/receipt/pdf', { params: { query: { paper } }, parseAs: 'blob' });
      saveFile(data as unknown as Blob, `receipt-${this.receipt.number.replace(/[^A-Za-z0-9]/g, '-')}.pdf`);
    } catch {
      toast(text.noFile, 'bad');
    } finally {
      this.fetching = null;
    }
  }
}
