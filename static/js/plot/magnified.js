/** Pictures may be shown larger than they are drawn, as on a stage: lines, marks and letters alike, by one CSS transform. */

/** How many times larger the picture is shown that an element is part of. */
export function magnified(element) {
  const picture = element.closest(".view");
  return picture ? new DOMMatrix(getComputedStyle(picture).transform).a : 1;
}

/** Where on an element of a picture an event is, in the element's own pixels: [px, py]. */
export function placeOn(element, event) {
  const box = element.getBoundingClientRect();
  const times = magnified(element);
  return [(event.clientX - box.left) / times, (event.clientY - box.top) / times];
}
