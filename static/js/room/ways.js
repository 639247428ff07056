/**
 * The ways off the stage and back to it, always in sight: "Try it yourself", and then "Back to the stage", with a word
 * when that has moved on.
 *
 * `go(away)` is called when somebody presses either.
 */
export function createWays({ out, button, go }) {
  const [away, back, hint] = [button("try"), button("back-to-stage"), out("way")];
  away.addEventListener("click", () => go(true));
  back.addEventListener("click", () => go(false));

  return {
    /** `held` and `asked` say why nobody may go now; `moved` that the stage is elsewhere by now, `waiting` that it asks something. */
    render({ isAway, held, asked, moved, waiting, blank, empty, over }) {
      away.hidden = isAway;
      back.hidden = !isAway;
      away.disabled = held || asked;
      hint.textContent = isAway ? onTheirOwn({ moved, waiting, over }) : withIt({ held, asked, blank, empty });
    },
  };
}

function onTheirOwn({ moved, waiting, over }) {
  if (over) return "The room has closed.";
  if (waiting) return "There is a question from the stage.";
  return moved ? "The stage has moved on." : "You are on your own now.";
}

function withIt({ held, asked, blank, empty }) {
  if (held) return "Everybody stays with the stage for now.";
  if (asked) return "First the question, then you can try it.";
  if (empty) return "Nothing is on the stage yet.";
  return blank ? "The stage is dark." : "You follow the stage.";
}
