/**
 * What changes on a run's way, as pure functions over the query's pairs: `a.lr@40` holds from step 40 on, `a@40`
 * is another optimizer from there, `a.start@40` a nudge.
 */

import { change, runPairs, textOf, withCopy } from "./experiment.js";

/** The changes of a run in the order of their steps: [{key, name, step, text}]; an optimizer's name is "". */
export function changesOf(pairs, letter) {
  const told = runPairs(pairs, letter).map(([rest, text]) => {
    const [name, step] = rest.split("@");
    return { key: letter + rest, name: name.slice(1), step: Number(step), text };
  });
  return told.filter((one) => Number.isInteger(one.step)).sort((one, other) => one.step - other.step);
}

/** True where a run of so many steps can change at a step. */
export function isMidway(step, steps) {
  return step >= 1 && step < steps;
}

/** The optimizer at work at a step, and since when: {id, since, key}. */
export function optimizerAt(pairs, letter, step) {
  const last = changesOf(pairs, letter).filter((one) => one.name === "" && one.step <= step).at(-1);
  return last ? { id: last.text, since: last.step, key: last.key } : { id: textOf(pairs, letter), since: 0, key: letter };
}

/** The number in force at a step: {key, text, since}; its text is undefined while it has its default. */
export function inForce(pairs, letter, name, step) {
  const stage = optimizerAt(pairs, letter, step).since;
  const last = changesOf(pairs, letter).filter((one) => one.name === name && one.step >= stage && one.step <= step).at(-1);
  if (last) return { key: last.key, text: last.text, since: last.step };
  const key = keyAt(letter, name, stage);
  return { key, text: textOf(pairs, key), since: stage };
}

/** The key of a number from a step on; without a step, for the whole run. */
export function keyAt(letter, name, step) {
  return (name ? `${letter}.${name}` : letter) + (step ? `@${step}` : "");
}

/** The pairs with a number from the start on: every change of it that its first optimizer saw is gone. */
export function fromTheStart(pairs, letter, name, text) {
  const changes = changesOf(pairs, letter);
  const end = changes.find((one) => one.name === "")?.step ?? Infinity;
  const gone = changes.filter((one) => one.name === name && one.step < end).map((one) => [one.key, null]);
  return change(pairs, { [keyAt(letter, name, 0)]: text, ...Object.fromEntries(gone) });
}

/** The pairs with another optimizer from a step on; the numbers that its stage gave to the old one are left. */
export function withOptimizerFrom(pairs, letter, step, texts) {
  const changes = changesOf(pairs, letter);
  const end = changes.find((one) => one.name === "" && one.step > step)?.step ?? Infinity;
  const old = changes.filter((one) => one.step >= step && one.step < end && one.name !== "start");
  const gone = Object.fromEntries(old.map((one) => [one.key, null]));
  const id = Object.values(texts)[0];
  const same = optimizerAt(pairs, letter, step - 1).id === id && id !== "rule";
  return change(pairs, same ? gone : { ...gone, ...texts });
}

/** The pairs without one change; with an optimizer goes what was said of its numbers there. */
export function withoutChange(pairs, letter, { key, name, step }) {
  const there = changesOf(pairs, letter).filter((one) => one.step === step && one.name !== "start");
  const gone = name === "" ? there.map((one) => one.key) : [key];
  return change(pairs, Object.fromEntries(gone.map((one) => [one, null])));
}

/** The pairs with run `from` once more under `to`, whose number `name` can go its own way from a step on. */
export function forked(pairs, { from, to, name, step, text }) {
  return change(withCopy(pairs, from, to), name ? { [keyAt(to, name, step)]: text } : {});
}
