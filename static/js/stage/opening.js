import { write } from "../experiment.js";
import { dressIn, lectureIn, openingOf, placeIn } from "./steps.js";

// Before the page begins: the server can't see which step the address names, and the page asks for the first query that it finds.
const { steps } = lectureIn();
document.body.dataset.query = write(openingOf(steps[placeIn(location.hash, steps)], dressIn(location.search)));
