import { type Api, body } from '$api/client';
import type { BillWish } from '$api/types';
import { wishOf } from './bills';

/** How a check is billed now, to be billed so again with what is new on it. */
export async function billedNow(api: Api, branch: string, check: string): Promise<BillWish> {
  const params = { path: { branch, check } };
  return wishOf(await body(api.GET('/api/v1/branches/{branch}/checks/{check}/bills', { params })));
}
