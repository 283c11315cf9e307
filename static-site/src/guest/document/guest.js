// Starts the guest's app on a menu's page (`/m/<branch>`), which is rendered elsewhere and knows no release of this site:
// it names this file, whose name stays, and the file names the pieces of its own release, all at once. Without a table's
// code nothing is asked of the service: what makes previews of links costs nothing, and who reads gets what finds dishes.
const app = document.getElementById('app');
const page = document.getElementById('document');
let begun = false;

function link(rel, href, as, off) {
  const element = document.createElement('link');
  element.rel = rel;
  if (as) element.as = as;
  element.crossOrigin = 'anonymous';
  element.href = href;
  // It stands for what is there in other ways, so that nobody fetches it.
  element.disabled = off === true;
  document.head.append(element);
}

function fail(error) {
  app.dataset.failed = '';
  document.dispatchEvent(new Event('salver:failed'));
  throw error;
}

function begin() {
  if (begun || location.hash.length < 2) return;
  begun = true;
  page.dataset.begun = '';
  const code = /^#([2-9A-HJ-NP-Z]{8})$/i.exec(location.hash);
  if (code) link('preload', `/api/v1/tables/${code[1].toUpperCase()}`, 'fetch');
  for (const href of __STYLES__) link('stylesheet', href);
  if (document.documentElement.dataset.face) link('stylesheet', __FACES__);
  for (const href of __WHOLE__) link('stylesheet', href, '', true);
  for (const href of __MODULES__) link('modulepreload', href);
  import(__ENTRY__).catch(fail);
}

// `watch.js` sees by this that the script came, and the page's keeper of which release it is.
app.dataset.running = __ENTRY__;
// What is tapped before the app is here, it opens once it is (`attach.ts`).
page.addEventListener('click', (event) => {
  const tapped = begun && event.target.closest('.menu li, a');
  if (!tapped) return;
  event.preventDefault();
  page.querySelector('[data-tapped]')?.removeAttribute('data-tapped');
  tapped.dataset.tapped = '';
});
addEventListener('hashchange', begin);
begin();
if (!begun) import(__READING__);
