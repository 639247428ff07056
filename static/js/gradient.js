import { formula } from "./element.js";

/** A loss as the server typeset it, named on its left. */
export function lossLine(mathml) {
  return named("<math><mi>L</mi><mo>=</mo></math>", mathml);
}

/** One partial derivative, named on its left. */
export function partial(variables, i, mathml) {
  const part = (over) => `<mrow><mi>${variables.length > 1 ? "∂" : "d"}</mi><mi>${over}</mi></mrow>`;
  return named(`<math><mfrac displaystyle="true">${part("L")}${part(variables[i])}</mfrac><mo>=</mo></math>`, mathml);
}

function named(name, mathml) {
  const line = document.createElement("div");
  line.className = "partial";
  line.append(formula(name), formula(mathml));
  return line;
}
