import { body, createApi, knowShapes } from '$api/client';
import { otherShapes } from '$api/shapes/other';

/** Whether the first brand is still to be made; throws when the server does not say. */
export async function isFirst(): Promise<boolean> {
  knowShapes(otherShapes);
  const state = await body(createApi().GET('/api/v1/set-up'));
  return !state.done;
}

/** The same for pages that have something else to show: no answer is no. */
export function isToBeSetUp(): Promise<boolean> {
  return isFirst().catch(() => false);
}
