import { type Api, body } from '$api/client';
import { ApiError } from '$api/error';
import type { OrderStatus } from '$api/types';

/**
 * An order's status of this moment. Staff have no call that reads one order, but asking for the state that
 * no step leads to is always refused with the state that it is in.
 */
export async function statusNow(api: Api, branch: string, order: string): Promise<OrderStatus> {
  const params = { path: { branch, order } };
  try {
    await body(api.PATCH('/api/v1/branches/{branch}/orders/{order}', { params, body: { status: 'placed' } }));
  } catch (error) {
    if (error instanceof ApiError && error.code === 'illegal_transition') return String(error.problem?.current) as OrderStatus;
    throw error;
  }
  throw new ApiError('garbled', 0);
}
