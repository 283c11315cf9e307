/** Of a restaurant that is outside of its opening hours. */
export const closing = {
  now: 'Closed now',
  today: (time: string) => `Opens today at ${time}.`,
  tomorrow: (time: string) => `Opens tomorrow at ${time}.`,
  on: (day: string, time: string) => `Opens on ${day} at ${time}.`,
};
