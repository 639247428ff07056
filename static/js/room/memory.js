const here = new Map();

/** What this browser remembers under a name, as JSON; where it keeps nothing, for as long as the page is open. */
export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? here.get(name) ?? null;
  } catch {
    return here.get(name) ?? null;
  }
}

/** Remember a value under a name. */
export function remember(name, value) {
  here.set(name, value);
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // it is remembered until the page is closed
  }
}

/** What this page is known by in a room, to be counted once there; made at the first visit, and told to nobody else. */
export function whoIn(code) {
  const name = `room ${code} who`;
  if (!recall(name)) remember(name, chance());
  return recall(name);
}

const chance = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
