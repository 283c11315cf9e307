import { Alerts } from './alerts.svelte';

/** `missing`: this browser cannot, or refuses to. */
export type Ability = 'off' | 'on' | 'missing';
export const ABILITIES = ['sound', 'awake', 'full'] as const;

/** What a shift needs of the device, all from one tap: sound, a screen that stays awake, the whole screen. */
export class Shift {
  started = $state(false);
  awake = $state<Ability>('off');
  full = $state<Ability>('off');
  /** What was asked of the device and cannot be had. */
  readonly missing = $derived(ABILITIES.filter((ability) => this[ability] === 'missing'));
  readonly alerts: Alerts;
  #lock: WakeLockSentinel | null = null;

  constructor(page: 'kitchen' | 'status' = 'kitchen') {
    this.alerts = new Alerts({ page });
  }

  get sound(): Ability {
    return this.alerts.sound === 'waiting' ? 'off' : this.alerts.sound;
  }

  /** To be called from a tap. */
  async start(): Promise<void> {
    this.started = true;
    // Full screen first: it must still be within the tap.
    await Promise.all([this.#goFull(), this.#unlock(), this.#stayAwake()]);
  }

  /** Keeps to what the device does on its own. Returns how to stop; fits `$effect`. */
  watch(): () => void {
    const visible = () => {
      // The browser lets go of the lock whenever the page is hidden.
      if (this.started && document.visibilityState === 'visible') void this.#stayAwake();
    };
    const full = () => {
      if (this.full !== 'missing') this.full = document.fullscreenElement ? 'on' : 'off';
    };
    document.addEventListener('visibilitychange', visible);
    document.addEventListener('fullscreenchange', full);
    return () => {
      document.removeEventListener('visibilitychange', visible);
      document.removeEventListener('fullscreenchange', full);
      void this.#lock?.release();
    };
  }

  async #unlock(): Promise<void> {
    await this.alerts.unlock();
    // So that whoever stands there hears what it will be like.
    this.alerts.sample();
  }

  /** Only where pages are served over https or on this very device. */
  async #stayAwake(): Promise<void> {
    if (this.#lock && !this.#lock.released) return;
    try {
      if (!('wakeLock' in navigator)) throw new TypeError('no wake lock');
      this.#lock = await navigator.wakeLock.request('screen');
      this.#lock.addEventListener('release', () => (this.awake = 'off'));
      this.awake = 'on';
    } catch {
      this.awake = 'missing';
    }
  }

  async #goFull(): Promise<void> {
    if (document.fullscreenElement) return;
    try {
      await document.documentElement.requestFullscreen({ navigationUI: 'hide' });
      this.full = 'on';
    } catch {
      this.full = 'missing';
    }
  }
}
