import { ask } from "./ask.js";
import { recorded } from "./recorded.js";

/** Nothing is made here that could be watched. */
export function watch() {}

/** Tell what the stream told when this file was made, as `follow` of the page with a server does. */
export function follow(query, hear) {
  let left = false;
  ask("experiment").then((experiment) => {
    if (left) return;
    hear.accepted(experiment);
    for (const [name, detail] of recorded.run) hear[name](detail);
  });
  return () => (left = true);
}
