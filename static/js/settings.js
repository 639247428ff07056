import { element } from "./element.js";
import { change, textOf } from "./experiment.js";
import { choiceField } from "./fields.js";
import { startField } from "./starts.js";

/** What a run card folds away: the schedule, the clip, the direction, a start of its own. */
export function runSettings({ letter, pairs, experiment, catalog, store, binding }) {
  return [
    ...scheduleFields({ letter, pairs, catalog, store, binding }),
    binding.number(`${letter}.clip`, catalog.ofRun("clip"), { help: true, optional: "off" }),
    experiment?.fitted ? binding.number(`${letter}.batch`, catalog.ofRun("batch"), { help: true, optional: "all" }) : null,
    directionField(letter, catalog.ofRun("direction"), binding),
    experiment?.network ? null : ownStart(letter, catalog.start, experiment?.variables ?? [], binding),
  ];
}

function scheduleFields({ letter, pairs, catalog, store, binding }) {
  const key = `${letter}.schedule`;
  const usual = catalog.schedules[0].id;
  const write = (id) => store.set(withSchedule(store.get(), key, id === usual ? null : id));
  const chosen = catalog.schedule(textOf(pairs, key) ?? usual);
  const field = choiceField({ name: key, label: "schedule", title: chosen?.story, entries: catalog.schedules, write });
  const settings = chosen?.parameters ?? [];
  return [
    binding.keep(field, (now) => textOf(now, key) ?? usual),
    ...settings.map((parameter) => binding.number(`${key}.${parameter.name}`, parameter, { help: true })),
  ];
}

function withSchedule(pairs, key, id) {
  return change(pairs.filter(([name]) => !name.startsWith(`${key}.`)), { [key]: id });
}

function directionField(letter, { choices, default: usual, help }, binding) {
  const key = `${letter}.direction`;
  const set = binding.set(key);
  const entries = choices.map((choice) => ({ id: choice, name: choice }));
  const write = (id) => set(id === usual ? null : id);
  const field = choiceField({ name: key, label: "direction", title: help, entries, write });
  return binding.keep(field, (now) => textOf(now, key) ?? usual);
}

function ownStart(letter, { choices, help }, variables, binding) {
  const key = `${letter}.start`;
  const write = binding.set(key);
  const field = startField({ name: key, title: "own start", variables, choices, help, write, own: true });
  const accepted = (experiment) => experiment?.runs.find((run) => run.id === letter)?.start;
  return binding.keep(field, (now, experiment) => ({ text: textOf(now, key), point: accepted(experiment) }));
}
