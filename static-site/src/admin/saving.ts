import { ApiError } from '$api/error';
import { admin } from '$lib/text/admin';
import { errorText } from '$lib/text/errors';
import { toast } from '$lib/ui/toast.svelte';

/** `conflict`: somebody else saved first, and what is shown is theirs now. */
export type Saved = 'saved' | 'conflict' | 'failed';

/**
 * Saves something on top of the version that was seen, and says why it is not saved. A conflict shows what others
 * saved, and without an answer (`unsure`) nobody knows what of it is done: both look.
 */
export async function savedBy(put: () => Promise<void>, look: (unsure: boolean) => Promise<unknown>): Promise<Saved> {
  try {
    await put();
    return 'saved';
  } catch (error) {
    const conflict = error instanceof ApiError && error.code === 'version_conflict';
    const unsure = error instanceof ApiError && error.status === 0;
    if (!conflict) toast(unsure ? admin.noAnswer : errorText(error), 'bad');
    if (conflict || unsure) await look(unsure);
    return conflict ? 'conflict' : 'failed';
  }
}
