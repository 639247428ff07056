const NEXT_DOES = { ask: "asks the room", text: "shows the words", run: "plays the run", question: "asks the question", answer: "gives the answer", step: "goes to the next step", end: "is the end" };

/** What the window of notes shows: the step's notes, its question and answer, what comes next, the time. */
export function createPage({ told, page = document }) {
  const find = (name) => page.querySelector(`[data-out="${name}"]`);
  const button = (name) => page.querySelector(`[data-notes="${name}"]`);
  const { steps, title, minutes } = told;
  const firstPart = steps[0].guess ? "ask" : "text";
  let before = null;

  /** A step's words; they come from the server's own typesetter. */
  function fill(at) {
    const [step, next] = [steps[at], steps[at + 1]];
    find("counter").textContent = `${at + 1} / ${steps.length}`;
    find("title").textContent = step.title;
    find("notes").innerHTML = step.notes || "<p>There are no notes for this step.</p>";
    find("question").innerHTML = step.question;
    find("answer").innerHTML = step.answer;
    for (const name of ["question", "answer"]) find(name).parentElement.hidden = !step[name];
    find("next-title").textContent = next ? next.title : "This is the last step.";
    for (const picture of page.querySelectorAll("[data-next]")) picture.hidden = Number(picture.dataset.next) !== at + 1;
  }

  function follow({ at, part, step, playing, blank }, does) {
    page.body.dataset.part = part;
    page.body.dataset.blank = blank ?? "";
    find("playhead").textContent = `The playhead is at step ${step}${playing ? ", playing" : ""}.`;
    button("play").textContent = playing ? "Pause" : "Play";
    button("black").textContent = blank ? "Show" : "Blank";
    button("black").setAttribute("aria-pressed", String(Boolean(blank)));
    button("back").disabled = at === 0 && part === firstPart && step === 0;
    find("does").textContent = does ? `“Next” ${NEXT_DOES[does]}.` : "";
  }

  page.title = `Notes: ${title}`;
  find("planned").textContent = minutes ? `of ${minutes} minutes` : "";

  return {
    show(stage, ready) {
      if (stage.at !== before) fill(stage.at);
      before = stage.at;
      follow(stage, stage.next);
      if (ready) find("ready").textContent = ready;
    },
    tick({ there, elapsed, runs, clock }) {
      find("gone").hidden = there;
      for (const name of ["back", "next", "play", "black"]) if (!there) button(name).disabled = true;
      if (there) for (const name of ["next", "play", "black"]) button(name).disabled = false;
      find("elapsed").textContent = elapsed;
      button("timer").textContent = runs ? "Pause" : "Start";
      find("clock").textContent = clock.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    },
  };
}
