/**
 * A typed rule in the query, as pure functions over its pairs: the lines are one text under `a.rule`, each number that
 * they read has a key of its own. A rule of the catalogue becomes such a text with all its numbers.
 */

import { change, textOf } from "./experiment.js";
import { changesOf, keyAt, optimizerAt } from "./midway.js";

/** A rule's lines as one text of the query. */
export function inOneLine(text) {
  return text.split(/[;\n]/).map((line) => line.trim()).filter(Boolean).join("; ");
}

/** The text of the query as lines. */
export function inLines(text) {
  return (text ?? "").split(";").map((line) => line.trim()).join("\n");
}

/** The pairs with the optimizer at work at a step as a text of the reader's own; all its numbers stay what they are. */
export function asRule(pairs, letter, { rule, parameters }, step) {
  const { since } = optimizerAt(pairs, letter, step);
  const numbers = parameters.map(({ name, default: usual }) => {
    const key = keyAt(letter, name, since);
    return [key, textOf(pairs, key) ?? String(usual)];
  });
  const text = { [keyAt(letter, "", since)]: "rule", [keyAt(letter, "rule", since)]: inOneLine(rule) };
  return change(pairs, { ...text, ...Object.fromEntries(numbers) });
}

/**
 * The keys to change for a new text that reads `numbers`: numbers that it no longer reads are put by in `spare`, and
 * come back from there once it reads them again, as while a name is typed anew.
 */
export function numbersOf(pairs, letter, since, { numbers, kept, spare }) {
  const end = changesOf(pairs, letter).find((one) => one.name === "" && one.step > since)?.step ?? Infinity;
  const inStage = ([key]) => {
    const { owner, name, step } = key.match(/^(?<owner>.)\.(?<name>\w+)(@(?<step>\d+))?$/)?.groups ?? {};
    return owner === letter && !kept.includes(name) && Number(step ?? 0) >= since && Number(step ?? 0) < end;
  };
  const isRead = ([key]) => numbers.includes(key.slice(2).split("@")[0]);
  const gone = pairs.filter((pair) => inStage(pair) && !isRead(pair));
  for (const [key, text] of gone) spare.set(key, text);
  const back = [...spare].filter((pair) => inStage(pair) && isRead(pair) && textOf(pairs, pair[0]) === undefined);
  return { ...Object.fromEntries(gone.map(([key]) => [key, null])), ...Object.fromEntries(back) };
}
