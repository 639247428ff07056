import { addressOf, ask, Problem } from "./ask.js";

/**
 * Follow an experiment from the server's answer to its end. The only EventSource of the page.
 *
 * The plain answer is asked for first, because an EventSource cannot read why it was refused. `hear` has
 * `accepted(experiment)`, `begin`, `steps`, `verdict`, `end`, `failed(Problem)` and `waiting(bool)`.
 * Returns a function that lets go of it all.
 */
export function follow(query, hear) {
  const quit = new AbortController();
  let source = null;

  ask("experiment", query, quit.signal).then(
    (experiment) => {
      if (quit.signal.aborted) return;
      hear.accepted(experiment);
      source = listen(query, hear);
    },
    (problem) => quit.signal.aborted || hear.failed(problem),
  );

  return () => {
    quit.abort();
    source?.close();
  };
}

function listen(query, hear) {
  const source = new EventSource(addressOf("run", query));
  const on = (name, act) => source.addEventListener(name, (event) => act(JSON.parse(event.data)));
  on("begin", (begin) => hear.begin(begin));
  on("steps", (steps) => {
    hear.waiting(false);
    hear.steps(steps);
  });
  on("verdict", (verdict) => hear.verdict(verdict));
  on("end", (end) => {
    source.close();
    hear.end(end);
  });
  on("problem", (problem) => {
    source.close();
    hear.failed(new Problem(problem));
  });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CONNECTING) hear.waiting(true);
    else hear.failed(new Problem({ title: "The stream was cut off", detail: "Press play to ask for it again." }));
  });
  return source;
}
