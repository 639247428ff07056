/** Groups of buttons of which one is pressed, as the page's markup has them under `data-choice`. */
export function createChoice(name, choose) {
  const group = document.querySelector(`[data-choice="${name}"]`);
  const buttons = [...group.querySelectorAll("button")];
  for (const button of buttons) button.addEventListener("click", () => choose(button.value));
  return (value) => buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.value === value)));
}
