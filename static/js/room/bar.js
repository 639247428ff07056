const CONNECTED = { live: "Live", lost: "Connection lost, trying again", waiting: "Trying again", over: "Over" };

/** The thin bar over it all: which room this is, how many are here, and whether its stage is heard. */
export function createRoomBar({ out }) {
  const line = out("line");
  const here = out("here");
  return {
    count: ({ followers }) => (here.textContent = `${followers} here`),
    room: ({ title }) => (out("room-title").textContent = title),
    line(state) {
      if (line.dataset.state === state) return;
      line.dataset.state = state;
      line.textContent = CONNECTED[state];
    },
  };
}
