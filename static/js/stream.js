import { addressOf, ask, Problem } from "./ask.js";
import { putBy, replay } from "./putby.js";

/**
 * Follow an experiment from the server's answer to its end.
 *
 * The plain answer is asked for beside the stream, because an EventSource cannot read why it was refused.
 * `hear` has `accepted(experiment)`, `begin`, `progress`, `steps`, `verdict`, `end`, `failed(Problem)` and
 * `waiting(bool)`; only the first steps may come before `accepted`, and nothing after `failed`.
 * Returns a function that lets go of it all.
 */
export function follow(query, hear) {
  const quit = new AbortController();
  const answer = ask("experiment", query, quit.signal);
  const source = listen(query, hear, answer);

  answer.then(
    (experiment) => quit.signal.aborted || hear.accepted(experiment),
    (problem) => {
      source.close();
      if (!quit.signal.aborted) hear.failed(problem);
    },
  );

  return () => {
    quit.abort();
    source.close();
  };
}

/** Follow how far something is that a server makes: `show(progress)` now and then, until it is there or the signal says so. */
export function watch(address, show, signal) {
  const source = new EventSource(address);
  const close = () => source.close();
  source.addEventListener("progress", (event) => show(JSON.parse(event.data)));
  for (const over of ["end", "problem", "error"]) source.addEventListener(over, close);
  signal.addEventListener("abort", close);
}

function listen(query, hear, answer) {
  const address = addressOf("run", query);
  const source = putBy.has(address) ? replay(putBy.get(address)) : new EventSource(address);
  const on = (name, act) => source.addEventListener(name, (event) => act(JSON.parse(event.data)));
  on("begin", (begin) => hear.begin(begin));
  on("progress", (progress) => {
    hear.waiting(false);
    hear.progress(progress);
  });
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
  const broken = () => {
    if (source.readyState === EventSource.CONNECTING) hear.waiting(true);
    else hear.failed(new Problem({ title: "The stream was cut off", detail: "Press play to ask for it again." }));
  };
  source.addEventListener("error", () => answer.then(broken, () => {})); // a refusal is the answer's to tell
  return source;
}
