import { createAbout } from "./about.js";
import { createCards } from "./cards.js";
import { loadCatalog } from "./catalog.js";
import { createControls } from "./controls.js";
import { part, read, runLetters, textOf, withSurface, write } from "./experiment.js";
import { createFrame } from "./frame.js";
import { createGestures } from "./gestures.js";
import { listenForKeys } from "./keyboard.js";
import { createPicker, surfaceKeys } from "./picker.js";
import { createPlayback } from "./playback.js";
import { createPlayhead } from "./playhead.js";
import { createProblems } from "./problems.js";
import { sceneOf } from "./scene.js";
import { createSession } from "./session.js";
import { createShare } from "./share.js";
import { createSpeech } from "./speak.js";
import { createStage } from "./stage.js";
import { createStore } from "./store.js";
import { createTheme, offerMathFont } from "./theme.js";
import { createToast } from "./toast.js";
import { lastStep } from "./trajectories.js";
import { createTransport } from "./transport.js";
import { readView, setView, toggled } from "./view.js";

const find = (name) => (value) => document.querySelector(`[data-${name}="${value}"]`);
const [slot, out, button, mounted] = ["slot", "out", "action", "mount"].map(find);

const catalog = await loadCatalog().catch((problem) => {
  out("notice").textContent = `${problem.message} Then load this page again.`;
  out("notice").hidden = false;
  throw problem;
});
const store = createStore();
const session = createSession(catalog);
const playback = createPlayback({ rate: catalog.ofView("speed").default });
const playhead = createPlayhead({ playback, store, session });
const say = createToast(out("toast"));
const speak = createSpeech(out("sentence"));
const local = { focus: null, hover: null, follow: false, accepted: null };
let view = readView(store.get(), null, catalog);

const visibility = {
  hidden: (letter) => view.hide.has(letter),
  toggle: (letter) => setView(store, { hide: toggled(view.hide, letter) }),
};
const focus = (letter) => {
  local.focus = letter;
  stage.draw();
};
const focused = () => {
  const letters = runLetters(store.get(), catalog.letters);
  return letters.includes(local.focus) ? local.focus : letters[0];
};

const slots = Object.fromEntries(["surface", "start", "experiment"].map((name) => [name, slot(name)]));
const controls = createControls({ catalog, store, slots });
const cards = createCards({ catalog, store, slot: slot("runs"), focus, visibility });
const problems = createProblems({ root: document.querySelector(".controls"), notice: out("notice") });
const about = createAbout({ catalog, slot: slot("about") });
const transport = createTransport({
  slot: slot("transport"),
  speed: catalog.ofView("speed"),
  setSpeed: (rate) => setView(store, { speed: rate }),
  ...playhead,
});
const stage = createStage({
  mounts: Object.fromEntries(["flat", "surface", "loss", "table"].map((name) => [name, mounted(name)])),
  events: createGestures({ store, playback, playhead, focused, accepted: () => local.accepted, hover: point }),
  look: () => ({ scale: view.scale, camera: view.camera, theme: document.documentElement.dataset.theme }),
  scene: () => sceneOf({
    shown: session.get(), pairs: store.get(), step: playback.get().step, focus: focused(), hidden: view.hide,
    hover: local.hover, follow: local.follow, lossScale: view.loss,
  }),
});
const picker = createPicker({ catalog, dialog: slot("picker"), choose: chooseSurface });
const theme = createTheme({ button: button("theme"), set: (text) => setView(store, { theme: text }), changed: recolour });
const frame = createFrame({ store, button, openPicker: () => picker.open(currentSurface()), follow });
createShare({ button: button("copy-link"), say, link });

function render(experiment = local.accepted) {
  local.accepted = experiment;
  const pairs = store.get();
  controls.render(pairs, experiment);
  cards.render(pairs, experiment);
  out("surface-name").textContent = catalog.surface(currentSurface())?.name ?? "";
  if (experiment) document.title = `${experiment.name} · Fall Line`;
}

function look(pairs) {
  const before = view;
  view = readView(pairs, session.get().answer, catalog);
  theme.sync(view.theme);
  transport.syncSpeed(pairs);
  playback.setRate(view.speed);
  frame.render(view);
  if (before.scale !== view.scale || before.camera !== view.camera) stage.again();
  stage.draw();
}

function follow(on) {
  local.follow = on;
  stage.draw();
}

function point(step) {
  local.hover = step;
  stage.draw();
}

function recolour() {
  picker.forget();
  stage.again();
}

function currentSurface() {
  return textOf(store.get(), "surface") ?? local.accepted?.surface;
}

function chooseSurface(surface) {
  store.set(withSurface(store.get(), surfaceKeys(surface)), { restart: true });
}

/** The link to what is on the picture: the experiment in the server's own words, and what is looked at. */
function link() {
  const { view: looked } = part(store.get(), catalog.viewNames);
  const query = [session.get().experiment?.query, write(looked)].filter(Boolean).join("&");
  return `${location.origin}${location.pathname}?${query}`;
}

function verdictOf(letter) {
  const run = session.get().runs.find((candidate) => candidate.id === letter);
  return run?.verdict && playback.get().step >= lastStep(run) ? run.verdict : null;
}

const hear = {
  accepted({ experiment }) {
    problems.clear();
    render(experiment);
  },
  shown({ newSurface, restart, first }) {
    about.render(session.get());
    look(store.get());
    if (newSurface) stage.show(session.get().answer);
    if (first || restart) playhead.place(view.step);
    stage.draw();
  },
  grown: ({ reach, complete }) => playback.setReach(reach, complete),
  failed({ problem, accepted }) {
    cards.render(store.get(), local.accepted, problem.errors.map((error) => error.field));
    problems.show(problem);
    if (problem.status === 422 && accepted !== null) {
      store.refuse([accepted, write(part(store.get(), catalog.viewNames).view)].filter(Boolean).join("&"));
    }
  },
  waiting: (waiting) => waiting && say("The connection is lost. Trying again …"),
};

playback.subscribe((clock) => {
  document.body.dataset.state = clock.state;
  transport.render(clock, session.get().experiment?.steps ?? 1);
  cards.say(verdictOf);
  about.say(verdictOf);
  speak(clock.state, clock.step, session.get().runs);
  stage.draw();
});
session.subscribe((what, detail) => hear[what](detail));
store.subscribe((pairs, { source, restart }) => {
  look(pairs);
  render();
  const same = !session.want(pairs, { restart: restart || source === "history" });
  if (same && source === "history") playhead.place(view.step);
});
listenForKeys({
  " ": playhead.toggle,
  ArrowLeft: ({ shiftKey }) => playhead.stepBy(shiftKey ? -10 : -1),
  ArrowRight: ({ shiftKey }) => playhead.stepBy(shiftKey ? 10 : 1),
  Home: () => playhead.seek(0),
  End: playhead.toEnd,
});
window.addEventListener("pagehide", session.release);
window.addEventListener("pageshow", (event) => event.persisted && session.resume(store.get()));

/** A bare address is a first visit: it opens on the server's welcome. */
function welcome() {
  const { experiment, view: looked } = part(store.get(), catalog.viewNames);
  if (!experiment.length) store.set([...read(catalog.welcome), ...looked], { replace: true });
}

function plotlyLoaded() {
  const script = document.getElementById("plotly");
  return window.Plotly ? Promise.resolve() : new Promise((done) => script.addEventListener("load", done, { once: true }));
}

offerMathFont();
transport.render(playback.get(), 1);
render();
look(store.get());
await plotlyLoaded();
welcome();
session.want(store.get());
