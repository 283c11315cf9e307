import { moment, onDevice } from './clock';

/** The server's clock, as its answers tell it. Before the first of them the device's is the best guess. */
export class ServerTime {
  /** Epoch milliseconds less the moment. */
  #offset = onDevice(0);
  #heard = false;

  /** The server has told its time. */
  get known(): boolean {
    return this.#heard;
  }

  /** Takes the time from an answer or an event that has just come; RFC 3339, or as HTTP writes it. */
  sync(time: string): void {
    const told = Date.parse(time);
    if (Number.isNaN(told)) return;
    this.#offset = told - moment();
    this.#heard = true;
  }

  /** Epoch milliseconds. */
  now(): number {
    return moment() + this.#offset;
  }
}
