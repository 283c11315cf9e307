/**
 * A random URL-safe identifier with 128 bits: line IDs, device IDs,
 * idempotency keys. Not `crypto.randomUUID`: that one is missing on plain
 * http, which is what a phone on the restaurant's own network speaks.
 */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
