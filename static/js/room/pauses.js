const FIRST_MS = 400;
const LONGEST_MS = 8000;
const GROWS = 1.7;

/**
 * The pauses between one try and the next: each longer than the one before, none the same for two pages, so that a
 * server which comes back is not met by all at once.
 */
export function createPauses({ chance = Math.random } = {}) {
  let next = FIRST_MS;
  return {
    again: () => (next = FIRST_MS),
    next() {
      const pause = next * (0.6 + 0.4 * chance());
      next = Math.min(LONGEST_MS, next * GROWS);
      return pause;
    },
  };
}

/** Refusals that pass by themselves: no answer at all, a locked or a full room, too many at once, a server in trouble. */
export const passes = ({ status }) => !status || [408, 423, 429].includes(status) || status >= 500;
