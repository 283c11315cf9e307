/** A moment on the branch's own clock, such as 19:05: its owner may be anywhere. */
export function timeAt(at: string, time_zone: string | undefined): string {
  return new Date(at).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    ...(time_zone ? { timeZone: time_zone } : {}),
  });
}
