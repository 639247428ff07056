/**
 * <fall-line query="surface=himmelblau&a=adam">: an experiment of Fall Line within a page.
 *
 * Attributes: query, or link (the id of a short link); width and height in pixels (left out, it fills its column, sixteen
 * to nine); free, autoplay; label, what the frame is called; server, where this script is not loaded by a tag of its own. Methods: play(), pause(), seek(step).
 * Properties: step, duration, playing. Events: ready, play, pause, step, end, each with {step, duration, playing} as
 * its detail, and problem with {message}. The frame is spoken with over postMessage, with its own origin alone.
 */
(() => {
  const tag = document.currentScript ?? document.querySelector('script[src*="/embed.js"]');
  const home = tag?.src ? new URL(".", tag.src).href : null;
  const EVENTS = ["ready", "play", "pause", "step", "end", "problem"];
  const LOOK = "fall-line{display:block;width:100%;max-width:100%;aspect-ratio:16/9}fall-line:not([width],[height]){min-height:260px}fall-line>iframe{display:block;width:100%;height:100%;border:0}";
  const whole = (value) => Number.isInteger(value) && value >= 0;
  const inPixels = (text) => (/^\d+$/.test(text ?? "") ? `${text}px` : "");

  class FallLine extends HTMLElement {
    static observedAttributes = ["query", "link", "free", "autoplay", "server", "width", "height", "label"];
    #frame = null;
    #origin = null;
    #here = false;
    #ready = false;
    #waiting = [];
    #state = { step: 0, duration: 0, playing: false };
    #hear = (event) => this.#heard(event);

    get step() { return this.#state.step; }
    set step(value) { this.seek(value); }
    get duration() { return this.#state.duration; }
    get playing() { return this.#state.playing; }

    play() { this.#say({ do: "play" }); }
    pause() { this.#say({ do: "pause" }); }

    /** To a step, or the last one where there are fewer, at rest; RangeError where that is none. */
    seek(step) {
      if (!whole(step)) throw new RangeError("A step is a whole number from 0.");
      this.#say({ do: "seek", step });
    }

    connectedCallback() {
      addStyle(this.getRootNode());
      window.addEventListener("message", this.#hear);
      this.#size();
      this.#load();
    }

    disconnectedCallback() {
      window.removeEventListener("message", this.#hear);
      this.#frame?.remove();
      this.#frame = null;
    }

    attributeChangedCallback(name, before, now) {
      if (!this.isConnected || before === now) return;
      if (name === "width" || name === "height") this.#size();
      else if (name === "label") this.#name();
      else if (this.#frame) this.#load();
    }

    #size() {
      const [width, height] = ["width", "height"].map((name) => inPixels(this.getAttribute(name)));
      Object.assign(this.style, { width, height, aspectRatio: height ? "auto" : "" });
    }

    /** A new frame, not a new address for the old one: that would be a place to go back to. */
    #load() {
      const address = this.#address();
      this.#frame?.remove();
      this.#here = this.#ready = false;
      this.#waiting = [];
      this.#state = { step: 0, duration: 0, playing: false };
      this.#origin = address.origin;
      this.#frame = document.createElement("iframe");
      Object.assign(this.#frame, { src: address.href, loading: "lazy", allow: "fullscreen" });
      this.#name();
      this.append(this.#frame);
    }

    #name() {
      if (this.#frame) this.#frame.title = this.getAttribute("label") ?? "Fall Line";
    }

    #address() {
      const server = this.getAttribute("server") ?? home;
      if (!server) throw new Error('Say where Fall Line is: <fall-line server="https://...">.');
      const link = this.getAttribute("link");
      const address = new URL(link ? `s/${encodeURIComponent(link)}/embed` : "embed", server);
      const query = [link ? "" : (this.getAttribute("query") ?? "").replace(/^\?/, "")];
      if (this.hasAttribute("free")) query.push("embed=free");
      if (this.hasAttribute("autoplay")) query.push("autoplay=1");
      address.search = query.filter(Boolean).join("&");
      return address;
    }

    /** What is said before anybody is there to hear it is said then; a frame out of sight is fetched for it. */
    #say(words) {
      if (!this.#frame) return;
      this.#frame.loading = "eager";
      if (this.#here) this.#frame.contentWindow.postMessage({ to: "fall-line", ...words }, this.#origin);
      else this.#waiting.push(words);
    }

    #heard({ source, origin, data }) {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#origin || data?.from !== "fall-line") return;
      if (data.event === "here") return this.#greet();
      if (data.event === "leaving") this.#here = false;
      if (EVENTS.includes(data.event)) this.#tell(data);
    }

    #greet() {
      this.#here = true;
      for (const words of [{ do: "hello" }, ...this.#waiting.splice(0)]) this.#say(words);
    }

    #tell({ event, step, steps, playing, message }) {
      if (event === "problem") return this.#dispatch(event, { message: String(message) });
      if (!whole(step) || !whole(steps)) return;
      this.#state = { step, duration: steps, playing: playing === true };
      if (event === "ready" && this.#ready) return;
      this.#ready ||= event === "ready";
      this.#dispatch(event, { ...this.#state });
    }

    #dispatch(event, detail) {
      this.dispatchEvent(new CustomEvent(event, { detail }));
    }
  }

  /** Once in each document or shadow; a page's own rules for fall-line come after it and win. */
  function addStyle(root) {
    const sheet = (addStyle.sheet ??= new CSSStyleSheet());
    if (!sheet.cssRules.length) sheet.replaceSync(`@layer fall-line{${LOOK}}`);
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }

  if (!customElements.get("fall-line")) customElements.define("fall-line", FallLine);
})();
