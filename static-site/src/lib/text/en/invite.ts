import { duration, list } from './grammar';

export const invite = {
  starting: 'One moment…',
  join: {
    title: (brand: string) => `Join ${brand}`,
    lead: (name: string, role: string) => `Hello ${name}. You are invited as ${role}.`,
    leadAt: (name: string, role: string, branches: readonly string[]) =>
      `Hello ${name}. You are invited as ${role}: ${list(branches)}.`,
    login: 'E-mail or a name to sign in with',
    loginHint: 'Only you need to remember it. Nothing is sent to it.',
    password: 'Password',
    passwordHint: 'At least 10 characters. A few words are good. Nobody else sees it.',
    submit: 'Join',
    own: 'I have an account already',
  },
  /** With the account of another restaurant, or of an earlier time here. */
  own: {
    lead: 'Sign in with your own e-mail and password. Both stay as they are, and so does your work elsewhere. Whoever leads you here sees your name and e-mail.',
    login: 'E-mail',
    password: 'Your password',
    submit: 'Sign in and join',
    back: 'I have no account yet',
  },
  reset: {
    title: 'A new password',
    lead: (name: string, login: string) => `Hello ${name}. You sign in as ${login}.`,
    password: 'New password',
    warn: 'Every device where you are signed in now is signed out.',
    submit: 'Save and sign in',
  },
  refused: {
    link_wrong: {
      title: 'This link is not right',
      text: 'Part of it may be missing. Open the whole link, or ask whoever sent it for a new one.',
    },
    link_used: {
      title: 'This link was used before',
      text: 'If that was you, sign in. If not, tell whoever sent it to you.',
    },
    link_ended: {
      title: 'This link is no longer good',
      text: 'Ask whoever sent it to you for a new one.',
    },
    rate_limited: {
      title: 'Too many wrong links',
      text: 'Wait a few minutes, then try again.',
    },
  },
  failed: { title: 'The link cannot be opened now', text: 'The restaurant’s system did not answer.' },
  error: {
    missing: 'Please fill this in.',
    taken: 'There is an account with this already. If it is yours, choose “I have an account already”. If not, choose another one.',
    wrong: 'Wrong e-mail or password.',
    colleague: 'You work here already. Sign in as always: whoever leads you can change what you do here.',
    login: 'Enter 3 to 100 characters without spaces.',
    password: 'Too short, too easy to guess, or too close to your name. Use at least 10 characters.',
    check: 'Please look at the marked fields.',
    limited: (minutes: number) => `Too many tries. Wait ${duration(minutes, 'minute')}, then try again.`,
    notKept: 'That worked, but this browser does not keep the sign-in. Allow cookies for this site, then sign in.',
  },
  signIn: 'Sign in',
};
