/** `new`: something has come and waits. `gone`: something was taken back, which goes down where the bell goes up. */
export type Tune = 'new' | 'gone';

/** Notes: frequency in hertz, start in seconds. */
const NOTES: Record<Tune, readonly [number, number][]> = {
  new: [
    [1047, 0],
    [1319, 0.18],
    [1568, 0.36],
    [1568, 0.8],
  ],
  gone: [
    [784, 0],
    [523, 0.3],
    [392, 0.6],
  ],
};
const NOTE_S = 0.4;

/** The bell, made of tones, so that no file has to load. */
export class Chime {
  #context: AudioContext | null = null;

  /** To be called from a tap: browsers keep pages silent until then. True when sound works. */
  async unlock(): Promise<boolean> {
    if (typeof AudioContext === 'undefined') return false;
    try {
      this.#context ??= new AudioContext();
      await this.#context.resume();
    } catch {
      return false;
    }
    return this.#context.state === 'running';
  }

  /** Rings once; silent as long as `unlock` has not succeeded. */
  ring(tune: Tune): void {
    const context = this.#context;
    if (!context) return;
    // A tablet that slept may have stopped it.
    void context.resume().then(() => {
      for (const [hertz, at] of NOTES[tune]) this.#note(context, hertz, context.currentTime + at);
    });
  }

  #note(context: AudioContext, hertz: number, at: number): void {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.type = 'triangle';
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.9, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + NOTE_S);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + NOTE_S);
  }
}
