import { list, plural } from './grammar';

export const team = {
  title: 'Team',
  failed: { title: 'The team could not be loaded', text: 'The restaurant’s system did not answer.' },
  people: 'Colleagues',
  more: 'Show more branches',
  you: 'You',
  blocked: 'Blocked',
  /** What somebody is, and where. */
  at: (role: string, places: readonly string[]) => `${role} · ${list(places)}`,
  everywhere: 'all branches',
  /** A branch that is not on the page. */
  elsewhere: 'another branch',

  invite: {
    button: 'Invite somebody',
    title: 'Invite a colleague',
    lead: 'You get a link for them. They choose their own login and password; you never see it.',
    name: 'Name',
    role: 'Role',
    where: 'Where',
    all: 'All branches',
    owner: 'An owner owns all branches.',
    submit: 'Make the link',
    again: 'No answer. It may have been made: try again, it will not be made twice.',
    missing: 'Enter a name of at most 60 characters.',
    noBranch: 'Choose at least one branch.',
  },

  link: {
    invited: (name: string) => `The link for ${name}`,
    reset: (name: string) => `A new password for ${name}`,
    pass: (name: string) => `Send this link to ${name} now, or open it on their phone. It is shown only here, and it works once.`,
    until: (time: string) => `Good until ${time}.`,
    qr: (name: string) => `QR code of the link for ${name}`,
    scan: (name: string) => `${name} can scan it with their own phone.`,
    label: 'Link',
    copy: 'Copy',
    copied: 'Copied',
    notCopied: 'Could not be copied. Select the link instead.',
    share: 'Send',
    done: 'Done',
  },

  open: {
    title: 'Invited',
    none: 'Nobody is invited at the moment.',
    until: (time: string) => `good until ${time}`,
    withdraw: 'Take back',
    withdrawOf: (name: string) => `Take back the invitation of ${name}`,
    withdrawn: (name: string) => `The invitation of ${name} is no longer good.`,
  },

  member: {
    change: 'Change',
    changeOf: (name: string) => `Change ${name}`,
    save: 'Save',
    saved: (name: string) => `Saved. ${name} works with it from now on.`,
    reset: 'New password',
    resetHint: 'You get a link for them. What they are signed in with ends once they use it.',
    makeReset: 'Make the link',
    part: 'Remove from the team',
    sure: (name: string) => `Remove ${name}?`,
    sureText: 'They are signed out here at once. What they did stays on record. To come back they need a new invitation.',
    keep: 'Keep',
    remove: 'Remove',
    parted: (name: string) => `${name} is no longer on the team.`,
  },

  count: (people: number) => plural(people, { one: '# colleague', other: '# colleagues' }),

  error: {
    last_owner: 'Somebody has to own the restaurant. Make somebody else an owner first.',
    forbidden: 'That is not yours to do. Ask the owner.',
    not_found: 'They are not on the team any more.',
    link_used: 'They have joined already.',
    validation: 'Please look at what you chose.',
  },
};
