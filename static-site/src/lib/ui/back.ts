/**
 * The browser's Back closes the sheet on top before it leaves the page, as people
 * expect of what lies over a page. While sheets are open, the history holds one
 * entry for each of them, at the page's own address.
 */

/** How to close each open sheet, the one on top last. */
const sheets: { close: () => void }[] = [];
/** A step back of our own is on its way; the `popstate` that tells of it is no person's. */
let going = false;
let planned = false;

/** How many entries of sheets lie below the entry that is shown, itself included. */
function depth(): number {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'sheets' in state ? Number(state.sheets) || 0 : 0;
}

/** A sheet has opened; `close` is called when Back was pressed. Returns what to call once it is closed. */
export function closeOnBack(close: () => void): () => void {
  const sheet = { close };
  sheets.push(sheet);
  plan();
  return () => {
    sheets.splice(sheets.indexOf(sheet), 1);
    plan();
  };
}

/** Later, because a sheet often gives way to another one: then the entry stays. */
function plan(): void {
  if (planned) return;
  planned = true;
  setTimeout(() => {
    planned = false;
    settle();
  });
}

/**
 * Calls `then` once the history is as deep as the sheets lie: a step back of ours also brings the
 * page back to where it was, which would undo a jump that came before it.
 */
export function onceSettled(then: () => void): void {
  if (!planned && !going && depth() === sheets.length) requestAnimationFrame(then);
  else setTimeout(onceSettled, 20, then);
}

/** Makes the history as deep as the sheets lie. */
function settle(): void {
  if (going) return;
  const left = depth() - sheets.length;
  if (left > 0) {
    going = true;
    history.go(-left);
  }
  for (let missing = left; missing < 0; missing += 1) {
    history.pushState({ ...history.state, sheets: depth() + 1 }, '');
  }
}

function moved(): void {
  if (going) going = false;
  else if (depth() < sheets.length) sheets.at(-1)?.close();
  // A sheet that stays open gets its entry again, and Forward to one that is closed leads back.
  plan();
}

addEventListener('popstate', moved);
// A reload leaves the entries of the sheets that it closed.
if (depth() > 0) plan();
