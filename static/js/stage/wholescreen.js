/** The stage on the whole screen. Where the browser does not give it away, as on some phones, `refused()` is called. */
export function toggleWholeScreen({ refused, page = document }) {
  if (page.fullscreenElement) page.exitFullscreen();
  else if (page.documentElement.requestFullscreen) page.documentElement.requestFullscreen().catch(refused);
  else refused();
}
