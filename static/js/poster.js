import { createLine } from "./line.js";

/** The light page of an embed: it makes way for the page itself when somebody wants to see it move. */
const { live, step, steps, autoplay } = document.body.dataset;
const play = document.querySelector("[data-action=play]");
const poster = document.querySelector(".poster img");
const state = { step: Number(step), steps: Number(steps), playing: false };
const line = createLine({
  acts: { play: () => open({ autoplay: "1" }), pause() {}, light() {}, seek: (to) => open({ step: String(Math.min(to, state.steps)) }) },
  greet: () => line.tell("ready", state),
});
let left = false;

/** The page takes this one's place, in the same entry of the history. */
function open(texts) {
  if (left) return;
  left = true;
  play.setAttribute("aria-busy", "true");
  line.tell("leaving");
  const address = new URL(live, location.href);
  for (const [key, text] of Object.entries(texts)) address.searchParams.set(key, text);
  location.replace(address);
}

/** A link may ask to play by itself: once it is seen, and where motion is not unwelcome. */
function openWhenSeen() {
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watch.disconnect();
    open({ autoplay: "1" });
  }, { threshold: 0.5 });
  watch.observe(play);
}

const lost = () => (poster.dataset.lost = "yes");
play.addEventListener("click", () => open({ autoplay: "1" }));
poster.addEventListener("error", lost);
if (poster.complete && !poster.naturalWidth) lost();
if (autoplay && !matchMedia("(prefers-reduced-motion: reduce)").matches) openWhenSeen();
