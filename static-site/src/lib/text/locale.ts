/**
 * A language as it is written where this device is at home: English has
 * 7:05 pm and 1,00,000 in India, 19:05 and 100.000 in Germany.
 */
export function localeOf(language: string, device: readonly string[] = deviceLanguages()): string {
  for (const tag of device) {
    const region = /-([A-Z]{2}|\d{3})\b/.exec(tag)?.[1];
    if (region) return `${language}-${region}`;
  }
  return language;
}

/** What the person reads, the best first, as the device was set up. */
export function deviceLanguages(): readonly string[] {
  return globalThis.navigator?.languages ?? [];
}
