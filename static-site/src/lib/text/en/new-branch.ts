export const newBranch = {
  title: 'Add a branch',
  lead: (brand: string) =>
    `Another restaurant of ${brand}. It begins with the menu of the brand, and has its own prices, hours, tables and staff.`,
  back: (branch: string) => `Back to ${branch}`,
  name: 'Street or district',
  nameHint: 'Tells your branches apart.',
  currencyHint: 'Of all its prices. It stays. Where it is not the menu’s own, you set prices for this branch.',
  submit: 'Add this branch',
  error: {
    missing: 'Please fill this in.',
    check: 'Please look at the marked fields.',
    noAnswer: 'No answer. Try again; the branch is added once.',
    fields: {
      name: 'Another branch has this name, or it is too long. Use at most 60 characters.',
      address: 'Use at most 5 lines and 300 characters.',
      branches: 'Your brand has as many branches as it can: 90.',
      currency: 'Choose another currency.',
      time_zone: 'Choose another time zone.',
      closing_hour: 'Enter a full hour, such as 4, 04:00 or 11 pm.',
    },
  },
};
