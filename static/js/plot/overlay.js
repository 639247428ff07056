/** What a room lays over a picture: its answers as a cloud, everyone's runs as a swarm, or a follower's own tap. */

import { cloudUnder, pickOver, truthOver } from "./cloud.js";
import { Sheet } from "./sheet.js";
import { Swarm } from "./swarm.js";

export class Overlay {
  /**
   * `place(x, y) -> [px, py]` puts a point on the picture; y is not given in one variable. `resize()` is called when
   * the picture has another size because of what is told beside it.
   */
  constructor(picture, place, resize) {
    Object.assign(this, { picture, place, sheet: new Sheet(picture.layer), swarm: new Swarm(picture.footer, resize) });
  }

  /** The scene as it is drawn with the overlay: beside a swarm, of which each run is one, there are no others. */
  scene(scene) {
    return scene.overlay?.kind === "swarm" ? { ...scene, runs: [], starts: [], canMove: false, slope: null, arrows: undefined } : scene;
  }

  /** Whether there is so much on the picture that remarks on the surface would only be in the way. */
  crowded(scene) {
    return ["cloud", "swarm"].includes(scene?.overlay?.kind);
  }

  /** Room for what is told beside the picture; before it is drawn, for it may then have another size. */
  prepare({ overlay }, theme) {
    if (overlay?.kind === "swarm") this.swarm.wear(overlay, { theme, ratio: this.picture.layer.ratio });
    else this.swarm.hide();
  }

  /** What lies under the paths. */
  under(context, { overlay }, axes, theme) {
    if (overlay?.kind !== "cloud") return;
    this.sheet.copied(context, axes, [overlay.points, theme], (sheet) => cloudUnder(sheet, overlay, this.place, axes, theme));
  }

  /** What lies over them. */
  over(context, { overlay, step }, axes, theme) {
    if (overlay?.kind === "swarm") this.swarm.paint(context, overlay, step, this.place, axes);
    if (overlay?.kind === "cloud") truthOver(context, overlay, this.place, axes, theme);
    if (["pick", "cloud"].includes(overlay?.kind)) pickOver(context, overlay, this.place, axes, theme);
  }

  hide() {
    this.swarm.hide();
  }
}
