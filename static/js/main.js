import { createArrows } from "./arrows.js";
import { createBeside } from "./beside.js";
import { loadCatalog } from "./catalog.js";
import { change, part, read, runLetters, withSurface, write } from "./experiment.js";
import { createEmbedded } from "./embedded.js";
import { createExplain } from "./explain.js";
import { createFitScene } from "./fitscene.js";
import { createFrame } from "./frame.js";
import { createFullScreen } from "./fullscreen.js";
import { createGestures } from "./gestures.js";
import { createHelp } from "./help.js";
import { createInstruments } from "./instruments.js";
import { listenForKeys } from "./keyboard.js";
import { createLights } from "./lights.js";
import { createMode } from "./mode.js";
import { createMoment } from "./moment.js";
import { createNames } from "./names.js";
import { createPanels } from "./panels.js";
import { place } from "./place.js";
import { createPlayback } from "./playback.js";
import { createPlayhead } from "./playhead.js";
import { createPresets } from "./presets.js";
import { createRulers } from "./rulers.js";
import { sceneOf } from "./scene.js";
import { createSession } from "./session.js";
import { createShare } from "./share.js";
import { createSpeech } from "./speak.js";
import { createStage } from "./stage.js";
import { createStore } from "./store.js";
import { createTheme, offerMathFont } from "./theme.js";
import { createToast } from "./toast.js";
import { lastStep } from "./trajectories.js";
import { createTour } from "./tour.js";
import { createTraining } from "./training.js";
import { createTransport } from "./transport.js";
import { readView, setView, toggled } from "./view.js";

const find = (kind) => (name) => document.querySelector(`[data-${kind}="${name}"]`);
const [slot, out, button, mounted] = ["slot", "out", "action", "mount"].map(find);

const catalog = await loadCatalog().catch((problem) => {
  out("notice").textContent = `${problem.message} Then load this page again.`;
  out("notice").hidden = false;
  throw problem;
});
const { embed } = document.body.dataset; // how much may be done within another page; none where it stands alone
const mode = createMode({ changed: () => session.get().experiment && stage.draw() });
const store = createStore(place, { entries: !embed && !document.body.dataset.mode });
const playback = createPlayback({ rate: catalog.ofView("speed").default });
const session = createSession(catalog, { standing: playback.standing, drawable: plotlyLoaded() });
const playhead = createPlayhead({ playback, store, session });
const moment = createMoment({ playback, playhead, session });
const say = createToast(out("toast"));
const speak = createSpeech(out("sentence"));
const passing = { focus: null, hover: null, follow: false }; // what no link needs to remember
const mayMove = () => !mode.locked() && !view.hide.has("start");
let view = readView(store.get(), null, catalog);

const panels = createPanels({
  catalog, store, moment, slot, out,
  focus: (letter) => glance({ focus: letter }),
  mayDrop: () => !mode.locked() && !view.hide.has("surface"),
  visibility: {
    hidden: (letter) => view.hide.has(letter),
    toggle: (letter) => setView(store, { hide: toggled(view.hide, letter) }),
  },
});
const transport = createTransport({
  ...playhead, slot: slot("transport"), speed: catalog.ofView("speed"),
  setSpeed: (rate) => setView(store, { speed: rate }),
});
const mounts = Object.fromEntries(["flat", "surface", "fit", "loss", "table"].map((name) => [name, mounted(name)]));
const stage = createStage({
  mounts,
  events: createGestures({
    store, playback, playhead, focused, mayMove, accepted: panels.accepted, press: (point) => mode.pressed(point) || explain.pick(point), hover: (step) => glance({ hover: step }),
    at: (point) => fitScene.point(point) && session.get().experiment?.fitted && stage.draw(),
  }),
  look: () => ({ scale: view.scale, camera: view.camera, theme: document.documentElement.dataset.theme }),
  scene: () => sceneOf({
    ...passing, shown: session.get(), pairs: store.get(), step: playback.get().step,
    focus: focused(), hidden: view.hide, lossScale: view.loss, sort: view.sort,
    mayMove: mayMove(), canMove: moment.resting() && !session.get().experiment?.network, slope: explain.slope(), overlay: mode.overlay(), spoken: lights.run(),
    fit: fitScene.now(), ...beside.scene(), picked: session.get().experiment?.network ? view.point : null,
  }),
});
const instruments = createInstruments({ surfaceQuery: catalog.surfaceQuery, changed: () => session.get().experiment && glance({}) });
const lights = createLights({ session, changed: () => session.get().experiment && glance({}) });
const beside = createBeside({ catalog, store, session, playback, instruments, lights, table: mounts.table, pointedAt, focused, view: () => view });
const fitScene = createFitScene({ instruments, pairs: store.get, session, playback, pointedAt, focused, view: () => view });
const rulers = createRulers({ session, playback, instruments, touched: () => passing.focus, rule: panels.rule });
const explain = createExplain({ catalog, store, session, playback, playhead, instruments, slot, focused, pointedAt, view: () => view });
const arrows = createArrows({
  holder: slot("arrows"), offered: catalog.arrows,
  choose: (names) => setView(store, { arrows: names.length ? names.join(",") : null }),
});
const training = createTraining({
  holder: slot("training"), stop: (steps) => store.set(change(store.get(), { steps: String(steps) })),
});
const theme = createTheme({ button: button("theme"), set: (text) => setView(store, { theme: text }), changed: recolour });
const help = createHelp({ button: button("help"), dialog: slot("help") });
const fullScreen = createFullScreen({ mounts, names: { flat: "map", surface: "3-D", fit: "data", loss: "loss", table: "table" } });
const names = createNames(slot("names"));
const frame = createFrame({ store, button, openPicker, follow: (on) => glance({ follow: on }) });
const tour = createTour({ again: button("tour"), showTab: frame.showTab });
let picker = null;
createPresets({ catalog, store, session, buttons: document.querySelectorAll("[data-action=examples]"), dialog: slot("presets"), slot: slot("preset") });
createShare({ button: button("share"), dialog: slot("share"), say, catalog, shared });

function glance(change) {
  Object.assign(passing, change);
  rulers.render();
  explain.render();
  showArrows();
  stage.draw();
}

function pointedAt() {
  return passing.hover ?? playback.get().step;
}

function showArrows() {
  const run = session.get().runs.find((candidate) => candidate.id === focused());
  arrows.render(view.arrows, run && { ...run, step: pointedAt(), inside: beside.inside().get(run.id) ?? null }, Boolean(session.get().experiment?.network));
}

function focused() {
  const letters = runLetters(store.get(), catalog.letters);
  return letters.includes(passing.focus) ? passing.focus : letters[0];
}

async function openPicker() {
  const { createPicker, surfaceKeys } = await import("./picker.js");
  const choose = (surface) => {
    store.set(withoutWelcomeRates(withSurface(store.get(), surfaceKeys(surface))), { restart: true });
    document.querySelector(".controls").scrollTop = 0; // its story stands at the top
  };
  picker ??= createPicker({ catalog, dialog: slot("picker"), choose, own: panels.own.open });
  picker.open(panels.surface());
}

/** The welcome's learning rates suit its own surface: those that nobody touched stay behind with it. */
function withoutWelcomeRates(pairs) {
  const given = new Map(read(catalog.welcome));
  return pairs.filter(([key, text]) => !(key.endsWith(".lr") && given.get(key) === text));
}

function recolour() {
  picker?.forget();
  stage.again();
}

function look(pairs) {
  const before = view;
  view = readView(pairs, session.get().answer, catalog);
  theme.sync(view.theme);
  transport.syncSpeed(pairs);
  playback.setRate(view.speed);
  frame.render(view);
  names.render(session.get().runs, view.hide);
  if (session.get().experiment) showArrows();
  explain.render();
  if (before.scale !== view.scale || before.camera !== view.camera) stage.again();
  stage.draw();
}

const joined = (...queries) => queries.filter(Boolean).join("&");
const lookedAt = () => write(part(store.get(), catalog.viewNames).view);

/** What is on the picture: the experiment in the server's own words, and what is looked at. */
function shared() {
  return { query: session.get().experiment?.query ?? "", look: part(store.get(), catalog.viewNames).view, step: playback.get().step };
}

/** What is to be said of a run by now: nothing before the playhead has come to its end. */
function verdictOf(letter) {
  const run = session.get().runs.find((candidate) => candidate.id === letter);
  return run?.verdict && playback.get().step >= lastStep(run) ? run.verdict : null;
}

const hear = {
  accepted: ({ experiment }) => panels.accept(experiment),
  shown({ newSurface, restart, first }) {
    training.hide();
    panels.explain(session.get());
    look(store.get());
    if (newSurface) stage.show(session.get().answer);
    if (first || restart) playhead.place(view.step, view.autoplay);
    stage.draw();
  },
  sharper: (answer) => {
    panels.explain(session.get());
    look(store.get());
    stage.show(answer);
  },
  progress: training.show,
  grown: ({ reach, complete }) => playback.setReach(reach, complete),
  failed({ problem, accepted }) {
    training.hide();
    panels.refuse(problem);
    if (problem.status === 422 && accepted !== null) store.refuse(joined(accepted, lookedAt()));
  },
  waiting: (waiting) => waiting && say("The connection is lost. Trying again …"),
};

function onClock(clock, inFrame) {
  document.body.dataset.state = clock.state;
  const { experiment } = session.get();
  transport.render(clock, experiment?.steps ?? 1, experiment?.runs.length === 0);
  panels.pass();
  rulers.render();
  panels.say(verdictOf);
  speak(clock.state, clock.step, session.get().runs, session.get().answer?.variables);
  explain.render();
  if (inFrame) stage.drawNow();
  else stage.draw();
}

function onQuery(pairs, { source, restart }) {
  look(pairs);
  panels.render();
  const fromHistory = source === "history";
  const elsewhere = fromHistory && (view.step !== null || panels.surface() !== panels.accepted()?.surface);
  const asked = session.want(pairs, { restart: restart || elsewhere });
  if (fromHistory && !asked) playhead.place(view.step);
  else if (fromHistory && !elsewhere) playhead.stay();
}

/** A bare address is a first visit: it opens on the server's welcome. */
function welcome() {
  const { experiment, view: looked } = part(store.get(), catalog.viewNames);
  if (experiment.length) return;
  store.set([...read(catalog.welcome), ...looked], { replace: true });
  if (!embed && !document.body.dataset.mode) tour.offer();
}

async function plotlyLoaded() {
  const script = document.getElementById("plotly");
  if (!window.Plotly) await new Promise((done) => script.addEventListener("load", done, { once: true }));
}

playback.subscribe(onClock);
session.subscribe((what, detail) => hear[what](detail));
if (embed) createEmbedded({ store, playback, playhead, session, light: lights.light });
window.addEventListener("pagehide", session.release);
window.addEventListener("pageshow", (event) => event.persisted && session.resume(store.get()));

offerMathFont();
welcome();
panels.render();
look(store.get());
transport.render(playback.get(), 1);
store.subscribe(onQuery);
session.want(store.get());

const keys = await mode.enter({ catalog, store, playback, playhead, session, say, theme, light: lights.light, draw: stage.draw });
listenForKeys({
  " ": playhead.toggle,
  ArrowLeft: ({ shiftKey }) => playhead.stepBy(shiftKey ? -10 : -1),
  ArrowRight: ({ shiftKey }) => playhead.stepBy(shiftKey ? 10 : 1),
  Home: () => playhead.seek(0),
  End: playhead.toEnd,
  "Ctrl+z": store.undo,
  "Ctrl+Z": store.redo,
  "Ctrl+y": store.redo,
  f: fullScreen.toggle,
  "?": help.toggle,
  ...keys,
});
