// plotly.js keeps the page busy for most of a second: it is fetched at once, but runs after the first paint.
const script = document.getElementById("plotly");
const run = () => script.setAttribute("src", script.dataset.src);

if (document.hidden) run(); // a page that nobody sees is not painted
else requestAnimationFrame(() => setTimeout(run));
