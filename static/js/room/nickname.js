import { element } from "../element.js";
import { recall, remember } from "./memory.js";

const NAME = "room nickname";

/** A name to answer under, for whoever likes to: kept here, and sent with each answer. `changed()` when it is another. */
export function createNickname({ changed }) {
  const input = element("input", {
    type: "text", name: "nickname", id: "nickname", autocomplete: "nickname", spellcheck: "false", "aria-describedby": "nickname-problem",
  });
  const problem = element("p", { class: "field-problem", id: "nickname-problem", role: "alert" });
  const fold = element("details", { class: "room-nickname", "data-field": "nickname" },
    element("summary", {}, "Nickname, if you like"), element("label", { class: "visually-hidden", for: "nickname" }, "Nickname"), input, problem);
  input.value = recall(NAME) ?? "";
  fold.open = input.value !== "";

  input.addEventListener("change", () => {
    remember(NAME, input.value);
    refuse("");
    changed();
  });

  /** Say beside it why the server does not take it; empty where nothing is wrong. */
  function refuse(words) {
    problem.textContent = words;
    input.setAttribute("aria-invalid", String(words !== ""));
    if (!words) return;
    fold.open = true;
    problem.scrollIntoView({ block: "nearest" });
  }

  return { element: fold, text: () => input.value, refuse };
}
