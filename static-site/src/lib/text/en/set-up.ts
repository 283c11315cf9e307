import { duration } from './grammar';

export const setUp = {
  title: 'Set up your restaurant',
  lead: 'About a minute, and it is yours.',
  starting: 'One moment…',
  failed: {
    title: 'Nothing can be set up now',
    text: 'The restaurant’s system did not answer.',
  },
  form: {
    you: 'You',
    name: 'Your name',
    login: 'E-mail',
    loginHint: 'You sign in with it. Nothing is sent to it.',
    password: 'Password',
    passwordHint: 'At least 10 characters. A few words are good.',
    restaurant: 'Your restaurant',
    brand: 'Name',
    branch: 'Street or district',
    branchHint: 'Tells your branches apart, now or one day.',
    /** Of a branch, on paper. */
    postal: 'Postal address',
    postalHint: 'As on a letter. Guests see it below the menu.',
    /** What the device says of the place. */
    guessed: 'Is this right?',
    /** Where its pages are. */
    address: 'Where your guests find it',
    currency: 'Currency',
    currencyHint: 'Of all prices. It stays.',
    zone: 'Time zone',
    language: 'Your menu is written in',
    languageHint: 'You can add other languages to it later.',
    closing: 'The business day ends at',
    closingHint: 'What is sold before then counts for the evening before.',
    code: 'Set-up code',
    codeHint: 'Whoever started Salver has it.',
    submit: 'Create the restaurant',
  },
  /** After it is done. */
  next: 'Your restaurant is there. A few steps lead to your first guests. You can skip any of them and come back later.',
  goOn: 'Go on to the steps',
  error: {
    missing: 'Please fill this in.',
    code: 'This code is not right. Take it anew from whoever started Salver.',
    limited: (minutes: number) => `Too many wrong codes. Wait ${duration(minutes, 'minute')}, then try again.`,
    done: 'This restaurant was set up a moment ago. Sign in, or ask its owner to.',
    /** Its answer did not come, and the service says that it is done. */
    lost: 'No answer came, but the restaurant is set up now. Sign in with the e-mail and password that you entered.',
    notKept: 'Your restaurant is ready, but this browser does not keep the sign-in. Allow cookies for this site, then sign in.',
    check: 'Please look at the marked fields.',
    /** What the server says of a field, where the page has words of its own. */
    fields: {
      'account.name': 'Enter your name, at most 60 characters.',
      'account.login': 'Enter 3 to 100 characters without spaces.',
      'account.password': 'Too short, too easy to guess, or too close to your name. Use at least 10 characters.',
      'brand.name': 'Enter a name of at most 60 characters.',
      'branch.name': 'Enter at most 60 characters.',
      'branch.address': 'Use at most 5 lines and 300 characters.',
      origin: 'Enter an address, such as https://order.example.com.',
      'brand.language': 'Choose another language.',
      'branch.currency': 'Choose another currency.',
      'branch.time_zone': 'Choose another time zone.',
      'branch.closing_hour': 'Enter a full hour, such as 4, 04:00 or 11 pm.',
    },
  },
  signIn: 'Sign in',
};
