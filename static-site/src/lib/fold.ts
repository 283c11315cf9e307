/** Without case and accents, so that "creme" finds "Crème". Vowel signs of other scripts stay: they are letters. */
export function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '').toLowerCase();
}
