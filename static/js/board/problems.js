const AT_STEP = /^step (\d+)(?: (\w+))?$/;

/**
 * What the server refuses, sorted by where it is to be mended: `head` by field, `steps` by the step's place from 0 and
 * by field, and `rest`, which belongs to no place.
 */
export function sorted(problem) {
  const places = { head: new Map(), steps: new Map(), rest: [] };
  const errors = problem.errors.length ? problem.errors : [{ field: "", message: problem.message }];
  for (const { field, message } of errors) put(places, field, message);
  return places;
}

function put({ head, steps, rest }, field, message) {
  const [, number, part = "query"] = AT_STEP.exec(field) ?? [];
  if (number) add(steps.get(number - 1) ?? steps.set(number - 1, new Map()).get(number - 1), part, message);
  else if (["title", "summary", "minutes"].includes(field)) add(head, field, message);
  else rest.push(message);
}

function add(map, name, message) {
  map.set(name, [...(map.get(name) ?? []), message]);
}

/** What is wrong with a file, each with its place in words. */
export function told(problem) {
  return problem.errors.length ? problem.errors.map(({ field, message }) => (AT_STEP.test(field) ? `In ${field}: ${message}` : message)) : [problem.message];
}
