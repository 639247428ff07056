// Runs before the first paint, so that no page flashes in the wrong theme; theme.js takes over after that.
(function () {
  var wanted = new URLSearchParams(location.search).get("theme");
  var dark = matchMedia("(prefers-color-scheme: dark)").matches;
  var known = wanted === "light" || wanted === "dark";
  document.documentElement.dataset.theme = known ? wanted : dark ? "dark" : "light";
})();
