/**
 * A random identifier with 128 bits in hexadecimal, the alphabet that every ID
 * of the API takes: line IDs, device IDs, idempotency keys. Not
 * `crypto.randomUUID`: that one is missing on plain http, which is what a
 * phone on the restaurant's own network speaks.
 */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
