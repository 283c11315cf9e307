/** What the readers of a language call it, as this browser knows it; else its tag. */
export function ownNameOf(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
