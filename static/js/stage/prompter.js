import { openLine } from "./line.js";

/** The stage's end of the line: tells the window of notes what is shown, and does what is pressed there. */
export function createPrompter({ lecture, acts, ready, page = window }) {
  const hear = ({ ask, act }) => {
    if (ask) tell();
    if (act in offered) offered[act]();
  };
  const offered = Object.fromEntries(["next", "back", "first", "last", "play", "restart", "black", "white"].map((name) => [name, acts[name]]));
  const say = openLine(hear, page.location);
  let gone = false; // what is still under way when the page goes must not sound as if it were there
  const tell = () => gone || say({ stage: lecture.get(), ready: ready() });

  lecture.subscribe(tell);
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
