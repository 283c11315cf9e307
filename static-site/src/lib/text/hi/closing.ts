import type { GuestTexts } from '../translation';

export const closing: GuestTexts['search']['closed'] = {
  now: 'अभी बंद है',
  today: (time) => `आज ${time} पर खुलेगा।`,
  tomorrow: (time) => `कल ${time} पर खुलेगा।`,
  on: (day, time) => `${day} को ${time} पर खुलेगा।`,
  ends: {
    tomorrow: (time) => `कल ${time}`,
    on: (day, time) => `${day} को ${time}`,
  },
};
