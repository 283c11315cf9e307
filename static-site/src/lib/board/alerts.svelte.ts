import { recall, remember } from '$lib/staff/device';
import { Chime, type Tune } from './chime';

/** Long enough to be felt in a pocket: on, off, on, in milliseconds. */
const BUZZ = [300, 120, 300];
/** What a device that wakes has slept through comes one after the other, closer together than this. */
export const BURST_MS = 150;
const GESTURES = ['pointerup', 'keydown'] as const;

interface Habits {
  /** The page, under whose name the device remembers whether it is muted. */
  page: 'kitchen' | 'floor' | 'status';
  /** A phone in a pocket vibrates too; what hangs on a wall need not. */
  buzzes?: boolean;
}

/**
 * Sound, and vibration, for what has just come and waits for hands. Browsers
 * allow neither before the page was touched once.
 */
export class Alerts {
  /** `waiting`: for a first touch. `missing`: this browser cannot make a sound, or refuses to. */
  sound = $state<'waiting' | 'on' | 'missing'>('waiting');
  muted = $state(false);
  #touched = false;
  readonly #askedAt = new Map<Tune, number>();

  constructor(
    readonly habits: Habits,
    readonly chime: Pick<Chime, 'unlock' | 'ring'> = new Chime(),
  ) {
    this.muted = recall<boolean>(`${habits.page}.muted`) ?? false;
  }

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

  /** Something waits for hands. Who has muted the sound still feels it. What comes in one burst is rung for once. */
  ring(tune: Tune = 'new'): void {
    if (!this.#touched) return;
    const now = performance.now();
    const burst = now < (this.#askedAt.get(tune) ?? Number.NEGATIVE_INFINITY) + BURST_MS;
    this.#askedAt.set(tune, now);
    if (burst) return;
    this.sample(tune);
    if (this.habits.buzzes) navigator.vibrate?.(BUZZ);
  }

  mute(muted: boolean): void {
    this.muted = muted;
    remember(`${this.habits.page}.muted`, muted);
    this.sample();
  }

  /** Lets hear what it is like. */
  sample(tune: Tune = 'new'): void {
    if (!this.muted && this.sound === 'on') this.chime.ring(tune);
  }
}
