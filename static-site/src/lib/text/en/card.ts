/** What is printed on the cards that stand on the tables. */
export const card = {
  table: 'Table',
  /** What guests do, in turn. Each is said in a few letters: a card is small. */
  steps: {
    scan: 'Scan',
    pin: 'Enter the PIN from your waiter',
    order: 'Order',
  },
  noCamera: 'No camera?',
  wifi: 'Wi-Fi',
  password: 'Password',
};
