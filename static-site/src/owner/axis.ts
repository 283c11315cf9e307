/**
 * Half and top of an axis that holds amounts up to `most` (minor units): round
 * in a person's eyes, whatever the currency, as all of them count in tens.
 */
export function axisOf(most: number): { half: number; top: number } {
  const least = Math.max(1, Math.ceil(most / 2));
  const power = 10 ** Math.floor(Math.log10(least));
  const half = [1, 2, 3, 4, 5, 10].map((times) => times * power).find((step) => step >= least) ?? 10 * power;
  return { half, top: 2 * half };
}
