import { codeInFragment } from './code';

/**
 * What a scanned table needs is asked for before the code that shows it is
 * here: this entry is small, and the rest loads beside it (`build/ahead.ts`).
 * The fetches of `TableView` take these answers over.
 */
function ask(path: string): void {
  const link = document.createElement('link');
  link.rel = 'preload';
  link.as = 'fetch';
  link.crossOrigin = 'anonymous';
  link.href = path;
  document.head.append(link);
}

const code = codeInFragment(location.hash);
if (code !== null) {
  ask(`/api/v1/tables/${code}`);
  ask(`/api/v1/tables/${code}/menu`);
}
void import('./start').then(({ start }) => start());
