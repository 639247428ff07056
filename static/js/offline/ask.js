import { Problem } from "../problem.js";
import { recorded } from "./recorded.js";

export { Problem };

/** What was recorded for `/api/<what>`, of a stretch the one that the query begins at; else a Problem says so. */
export async function ask(what, query = "") {
  const from = new URLSearchParams(query).get("from");
  const found = recorded[`${what}?from=${from}`] ?? recorded[what];
  if (!found) throw new Problem({ status: 404, detail: "This file plays one experiment and has no server to ask." });
  return found;
}

/** Nobody takes anything here either. */
export const send = () => ask("");
export const post = send;
export const remove = send;
export const fetchFile = send;
export const heard = send;

/** There is nothing outside this file. */
export const addressOf = () => "data:,";
