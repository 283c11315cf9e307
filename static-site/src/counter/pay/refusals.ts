import { ApiError } from '$api/error';
import { errorText } from '$lib/text/errors';
import { pay as text } from '$lib/text/pay';

/** Why money was not taken, or a bill not made, in words. */
export function refusalText(error: unknown): string {
  if (error instanceof ApiError && error.code === 'validation') {
    const { errors = [] } = (error.problem ?? {}) as { errors?: { message: string }[] };
    const words = errors.map(({ message }) => message).join(', ') || error.message;
    return text.validation(words);
  }
  return errorText(error, text.refused);
}
