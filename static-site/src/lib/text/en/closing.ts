/** Of a restaurant that is outside of its opening hours, or paused until they begin. */
export const closing = {
  now: 'Closed now',
  today: (time: string) => `Opens today at ${time}.`,
  tomorrow: (time: string) => `Opens tomorrow at ${time}.`,
  on: (day: string, time: string) => `Opens on ${day} at ${time}.`,
  /** On another day than today, behind "from" and "until". */
  ends: {
    tomorrow: (time: string) => `tomorrow at ${time}`,
    on: (day: string, time: string) => `${day} at ${time}`,
  },
};
