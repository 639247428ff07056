import { addressOf, fetchFile } from "../ask.js";
import { saveFile } from "../saving.js";
import { told } from "./problems.js";

/** A storyboard to and from a file. `whole(use)` waits until the link holds everything. */
export function createFiles({ save, open, field, whole, session, tell }) {
  save.addEventListener("click", () => whole(async () => {
    const failure = await keep().then(() => null, (problem) => problem);
    tell.say(failure ? failure.message : "Saved. The file is text: edit it anywhere, and open it here again.");
  }));
  open.addEventListener("click", () => field.click());
  field.addEventListener("change", () => {
    take([...field.files]);
    field.value = "";
  });

  async function keep() {
    saveFile(await fetchFile(addressOf("board.md", `board=${session.address()}`)));
  }

  /** The first of some files takes the place of what is here; where it can't be read, nothing is changed. */
  async function take([file]) {
    const failure = await read(file).then(() => null, (problem) => problem);
    tell.mend(failure ? [`“${file.name}” can’t be opened.`, ...told(failure)] : []);
    if (!failure) tell.say(`“${file.name}” is open. What was here is one step back.`);
  }

  async function read(file) {
    await session.settled();
    await session.open(file);
  }

  return { take };
}
