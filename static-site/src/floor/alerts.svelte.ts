import { Chime } from '../kitchen/chime';
import { recall, remember } from '$lib/staff/device';

/** Long enough to be felt in a pocket: on, off, on, in milliseconds. */
const BUZZ = [300, 120, 300];
const GESTURES = ['pointerup', 'keydown'] as const;

/** Sound and vibration for what waits for a waiter: calls, new orders, dishes that are ready. Browsers allow neither before the page was touched once. */
export class Alerts {
  /** `waiting`: for a first touch. `missing`: this browser cannot make a sound, or refuses to. */
  sound = $state<'waiting' | 'on' | 'missing'>('waiting');
  muted = $state(recall<boolean>('floor.muted') ?? false);
  #touched = false;

  constructor(readonly chime: Pick<Chime, 'unlock' | 'ring'> = new Chime()) {}

  /** Waits for the first touch of the page, whatever it is for. Returns how to stop; fits `$effect`. */
  watch(): () => void {
    const touched = () => void this.unlock();
    const stop = () => GESTURES.forEach((gesture) => removeEventListener(gesture, touched, true));
    GESTURES.forEach((gesture) => addEventListener(gesture, touched, { capture: true, once: true }));
    return stop;
  }

  /** To be called from a touch. */
  async unlock(): Promise<void> {
    if (this.#touched) return;
    this.#touched = true;
    this.sound = (await this.chime.unlock()) ? 'on' : 'missing';
  }

  /** Something new waits. Who has muted the sound still feels it. */
  ring(): void {
    if (!this.#touched) return;
    if (!this.muted && this.sound === 'on') this.chime.ring();
    navigator.vibrate?.(BUZZ);
  }

  mute(muted: boolean): void {
    this.muted = muted;
    remember('floor.muted', muted);
    if (!muted && this.sound === 'on') this.chime.ring();
  }
}
