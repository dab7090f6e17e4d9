/** What a test page says: enough that nobody who gets it at night is worried. */
export const testPage = {
  subject: 'Test page from Muster. Nothing is wrong.',
  text: 'Test page from Muster. Nothing is wrong, and there is nothing to do: it shows that pages reach you.',
};
