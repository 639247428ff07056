/** A swarm as the server sends it: the length of a head, the head as JSON, and every point of every run. */

/**
 * What the views draw as `overlay`: the head's own words, `paths` (of all runs at step 0, then at step 1, ..; a point has
 * `d` numbers), and for each run the step of its `last` point.
 */
export function readSwarm(buffer) {
  const size = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, size)));
  const paths = numbers(buffer, 4 + size);
  return { ...head, kind: "swarm", paths, last: lastPoints(head, paths) };
}

/** Little-endian as they were sent, whatever the machine is. */
function numbers(buffer, from) {
  if (new Uint8Array(new Uint16Array([1]).buffer)[0] === 1) return new Float32Array(buffer, from);
  const view = new DataView(buffer, from);
  return Float32Array.from({ length: view.byteLength / 4 }, (_, k) => view.getFloat32(4 * k, true));
}

/** Behind a run's last point there is no number any more. */
function lastPoints({ steps, n, d }, paths) {
  return Int32Array.from({ length: n }, (_, run) => {
    let step = steps;
    while (step > 0 && Number.isNaN(paths[(step * n + run) * d])) step--;
    return step;
  });
}
