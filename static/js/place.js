/** Where the page is: its address, its history, and what happens to them. A page without an address has another. */
export const place = window;
