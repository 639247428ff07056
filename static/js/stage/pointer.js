import { element } from "../element.js";

/** A large soft dot where the mouse, the pen or the finger is, instead of an arrow that nobody sees from the last row. */
export function createPointer({ lecture, parent = document.body }) {
  const dot = element("div", { class: "stage-pointer", hidden: true, "aria-hidden": "true" });
  parent.append(dot);
  let last = { x: 0.5, y: 0.5 };

  const place = ({ clientX, clientY }) => ({ x: clientX / innerWidth, y: clientY / innerHeight });
  document.addEventListener("pointermove", (event) => {
    last = place(event);
    if (lecture.get().pointer) lecture.set({ pointer: last });
  });

  return {
    toggle: () => lecture.set({ pointer: lecture.get().pointer ? null : last }),
    render({ pointer }) {
      dot.hidden = pointer === null;
      parent.dataset.pointing = pointer ? "yes" : "no";
      if (pointer) dot.style.transform = `translate(${(100 * pointer.x).toFixed(2)}vw, ${(100 * pointer.y).toFixed(2)}vh)`;
    },
  };
}
