/** What a dish with a market price costs today, as staff say it. */
export const dayPrice = {
  say: 'Say today’s price',
  named: (dish: string) => `Today’s price of ${dish}`,
  field: (currency: string) => `Price today (${currency})`,
  save: 'Save',
  cancel: 'Cancel',
  wrong: 'Enter the price as a number, such as 120 or 120.50.',
  did: (dish: string, price: string) => `${dish} costs ${price} today. Guests see it now.`,
};
