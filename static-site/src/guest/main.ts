import { codeInFragment } from './code';
import { bring, preferred } from './languages';
import { Memory } from './storage';

/**
 * What a scanned table needs is asked for before the code that shows it is
 * here: this entry is small, and the rest loads beside it (`build/ahead.ts`).
 * The fetches of `TableView` take these answers over. On the page of a menu that is there already.
 */
function ask(path: string): void {
  if (document.querySelector(`[href="${path}"]`)) return;
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
  if (!document.getElementById('document')) ask(`/api/v1/tables/${code}/menu`);
}
// The texts come beside the code; without them the page is in English.
const texts = bring(preferred(new Memory())).catch(() => null);
// `watch.js` sees by this that the script came and ran, and is told when what it brings did not.
const app = document.getElementById('app');
if (app) app.dataset.running ||= '';
import('./start')
  .then(async ({ start }) => start(await texts))
  .catch((error: unknown) => {
    if (app) app.dataset.failed = '';
    document.dispatchEvent(new Event('salver:failed'));
    throw error;
  });
