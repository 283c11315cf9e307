import type { OrderStatus, Role } from '$api/types';
import { duration, plural } from './grammar';
import { stage } from './stage';

export const staff = {
  signIn: {
    title: 'Staff sign-in',
    login: 'E-mail',
    password: 'Password',
    show: 'Show password',
    hide: 'Hide password',
    submit: 'Sign in',
    again: 'Please sign in to continue.',
    loginMissing: 'Enter your e-mail.',
    passwordMissing: 'Enter your password.',
    wrong: 'Wrong e-mail or password.',
    /** The cookie of the sign-in is not there a moment later. */
    notKept: 'E-mail and password are right, but this browser does not keep the sign-in. Allow cookies for this site, or leave private browsing, then sign in again.',
    limited: (minutes: number) =>
      `Too many tries with this e-mail. Wait ${duration(minutes, 'minute')}, then try again.`,
    disabled: 'This account has been turned off. Ask your manager.',
    forgotten: {
      title: 'Forgotten your password?',
      text: 'Ask your manager or another owner for a link to a new one: they make it on the page “Team”.',
      owner: 'Are you the only owner? Then ask whoever runs Salver for you, on its computer or in the cloud. They can make a link for you.',
    },
    welcome: (name: string) => `Hello, ${name}`,
  },

  /** How an order stands, in the same words on every page of the staff. */
  orderStatus: {
    placed: 'To accept',
    accepted: stage.waiting,
    preparing: stage.cooking,
    ready: stage.ready,
    served: stage.served,
    completed: 'Finished',
    rejected: 'Rejected',
    cancelled: stage.cancelled,
  } satisfies Record<OrderStatus, string>,

  moreOrders: (count: number) =>
    `${plural(count, { one: '# newer order is', other: '# newer orders are' })} not shown here. Finish some of these first.`,

  page: { '/owner': 'Today', '/counter': 'Counter', '/floor': 'Floor', '/kitchen': 'Kitchen', '/menu': 'Menu', '/team': 'Team', '/admin': 'Manage', '/rider': 'Deliveries' },
  /** While a page begins. */
  start: {
    '/owner': 'Getting today’s figures…',
    '/counter': 'Getting the checks…',
    '/floor': 'Getting the tables…',
    '/kitchen': 'Getting the orders…',
    '/menu': 'Getting the menu…',
    '/team': 'Getting the team…',
    '/admin': 'Getting the settings…',
    '/rider': 'Getting your deliveries…',
  },
  pageHint: {
    '/owner': 'Revenue and orders',
    '/counter': 'Checks, pickups and deliveries',
    '/floor': 'Tables, PINs and orders',
    '/kitchen': 'Orders to cook',
    '/menu': 'Dishes, prices and choices',
    '/team': 'Colleagues and invitations',
    '/admin': 'Settings, tables and QR cards',
    '/rider': 'What you bring to whom',
  },

  role: {
    owner: 'Owner',
    manager: 'Manager',
    cashier: 'Cashier',
    waiter: 'Waiter',
    cook: 'Cook',
    rider: 'Rider',
  } satisfies Record<Role, string>,

  account: {
    title: 'You',
    open: 'Menu and sign-out',
    signOut: 'Sign out',
    signOutFailed: 'You are still signed in: the server did not answer. Try again.',
  },

  unreachable: {
    title: 'No connection to the restaurant’s system',
    text: 'We keep trying. Check that this device is on the network, and that its Wi-Fi does not wait for a log-in.',
  },
  notForYou: {
    title: 'This page is not for your role',
    text: (role: string) => `You are signed in as ${role}.`,
  },
  noBranch: {
    title: 'You are not in a branch yet',
    text: 'Ask your manager to add you to one.',
  },

  branch: {
    title: 'Branch',
    /** For whoever works for several restaurants. */
    of: (brand: string, branch: string) => `${brand}: ${branch}`,
    add: 'Add a branch',
    unknown: {
      title: 'This branch is not one of yours',
      text: 'The link may be old, or for somebody else. Choose the branch where you work now.',
    },
    failed: 'Your branches could not be loaded.',
    notOpened: 'The branch could not be opened. Try again.',
  },

  link: {
    live: 'Live',
    connecting: 'Connecting',
    lost: 'Not live',
    banner: 'No live connection. We keep trying.',
    bannerSince: (time: string) => `No live connection. What you see is from ${time}. We keep trying.`,
  },
};
