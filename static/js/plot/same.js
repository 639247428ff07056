/** Whether a picture would come out the same again. */

/** True where a view that drew `answer` with `look` would draw the same now; the camera is the 3-D view's own matter. */
export function sameLook(view, answer, look) {
  return view.answer === answer && view.look.scale === look.scale && view.look.theme === look.theme;
}
