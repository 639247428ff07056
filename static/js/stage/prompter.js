import { openLine } from "./line.js";

/** The stage's end of the line: tells the window of notes what is shown, and does what is pressed there. */
export function createPrompter({ lecture, acts, ready, room, page = window }) {
  const hear = ({ ask, act, wish }) => {
    if (ask) tell();
    if (act in offered) offered[act]();
    if (wish) room.wish(wish).then((handed) => handed && say({ handed }));
  };
  const offered = Object.fromEntries(["next", "back", "first", "last", "play", "restart", "black", "white", "room", "card", "ask", "away"].map((name) => [name, acts[name]]));
  const say = openLine(hear, page.location);
  let gone = false; // what is still under way when the page goes must not sound as if it were there
  const tell = () => gone || say({ stage: { ...lecture.get(), ...room.onward() }, ready: ready(), room: room.told() });

  lecture.subscribe(tell);
  room.subscribe(tell);
  page.addEventListener("pagehide", () => {
    gone = true;
    say({ gone });
  });
  page.addEventListener("pageshow", () => {
    gone = false;
    tell();
  });
  tell();

  return {
    tell,
    /** The window itself; where the browser refuses it, the address is there to be opened by hand. */
    open() {
      const { pathname, search } = page.location;
      return page.open(`${pathname}/notes${search}`, "fall-line-notes", "popup,width=1100,height=760");
    },
  };
}
