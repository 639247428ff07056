import { Problem } from "./problem.js";
import { putBy } from "./putby.js";
import { fromRoot } from "./root.js";

export { Problem };

/** The JSON of `/api/<what>?<query>`; a refusal is thrown as a Problem. */
export function ask(what, query = "", signal = undefined) {
  return answered(addressOf(what, query), { signal });
}

/** The JSON that `/api/<what>` answers to a file or a text, such as rows of CSV; a refusal is thrown as a Problem. */
export function send(what, body, type = "text/csv") {
  return answered(addressOf(what), { method: "POST", body, headers: { "Content-Type": type } });
}

/** The JSON that `/api/<what>` answers to a value sent as JSON; a refusal is thrown as a Problem. */
export function post(what, value, signal = undefined) {
  return answered(addressOf(what), { method: "POST", signal, body: JSON.stringify(value), headers: { "Content-Type": "application/json" } });
}

/** Delete `/api/<what>` by the token that was told for it; a refusal is thrown as a Problem. */
export function remove(what, token) {
  return answered(addressOf(what), { method: "DELETE", headers: { Authorization: `Bearer ${token}` } });
}

/** A file at an address with the name to save it under; a refusal is thrown as a Problem. */
export async function fetchFile(address, signal) {
  const response = await heard(address, { signal, headers: { Accept: "*/*" } });
  const name = /filename="([^"]+)"/.exec(response.headers.get("content-disposition"))?.[1] ?? "";
  return { name, blob: await response.blob() };
}

async function answered(address, how) {
  const response = await heard(address, how);
  return response.status === 204 ? null : response.json();
}

/** What the server says at an address, where it does not refuse; a refusal is thrown as a Problem. */
export async function heard(address, how) {
  let response;
  try {
    response = await fetch(address, how);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    if (putBy.has(address)) return new Response(putBy.get(address));
    throw new Problem({ detail: "The server cannot be reached. Check the connection; the picture stays as it was." });
  }
  if (response.ok) return response;
  throw new Problem(await problemIn(response));
}

/** Where the API answers, wherever the app is mounted. */
export function addressOf(what, query = "") {
  const address = new URL(fromRoot(`api/${what}`));
  address.search = query;
  return address.href;
}

async function problemIn(response) {
  const isProblem = response.headers.get("content-type")?.includes("json");
  return isProblem ? response.json() : { title: response.statusText, status: response.status };
}
