const KEY = 'salver.signed-in';

/**
 * Notes whether this device has a sign-in. Only a note: the cookie itself is
 * out of a page's sight, and what counts is what the server says of it.
 */
export function noteSignedIn(signedIn: boolean): void {
  try {
    localStorage.setItem(KEY, String(signedIn));
  } catch {
    // Forbidden or full: the server is asked each time.
  }
}

/**
 * False when nobody can be signed in on this device, so that a fresh page
 * need not ask for a refusal. A device that keeps no notes has to ask.
 */
export function maybeSignedIn(): boolean {
  try {
    const noted = localStorage.getItem(KEY);
    // Writing is tried too: without it, every page would take the next sign-in for none.
    if (noted === null) localStorage.setItem(KEY, 'false');
    return noted === 'true';
  } catch {
    return true;
  }
}
