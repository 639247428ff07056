import { createLine } from "./line.js";

// A frame whose link was refused tells the page around it why.
const message = document.querySelector("[data-out=detail]").textContent;
const nothing = () => {};
const line = createLine({ acts: { play: nothing, pause: nothing, seek: nothing }, greet: () => line.tell("problem", { message }) });
