export const address = {
  /** Who can open it. */
  reach: {
    device: 'Phones cannot open this address: it works on this computer only. Use the address under which phones find this page, such as your domain.',
    network:
      'This address works on the restaurant’s Wi-Fi only, not on mobile data. If the address of this computer changes, cards with it stop working.',
    anybody: 'Phones can open it from anywhere.',
  },
  open: 'It does not begin with https, so phones call it “Not secure”, and others can read what guests send.',
  elsewhere: (here: string) => `You are at another address now: ${here}. Open the one on your cards once, and see that it shows this page.`,
  try: 'Open it',
  field: {
    label: 'Address for your guests',
    hint: 'QR codes lead there. It is the address that you see at the top of your browser, up to the first slash.',
    missing: 'Enter an address, such as https://order.example.com.',
    wrong: 'This is no address. It looks like https://order.example.com.',
    longer: (origin: string) => `Leave out what comes after the name: ${origin}`,
    person: 'Leave out the name or password before the @.',
  },
};
