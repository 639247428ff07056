import { addressOf, heard, post } from "../../ask.js";

const PATIENCE_MS = 8000;

/** A new room: its code, its key, and the address for the audience. */
export function openRoom(title) {
  return post("rooms", title ? { title } : {}, AbortSignal.timeout(PATIENCE_MS));
}

/** The stage for this device, by a token that was handed over: `{desk, key, number}`. */
export function takeOver(code, token) {
  return post(`rooms/${code}/desk`, { token }, AbortSignal.timeout(PATIENCE_MS));
}

/** What the lecturer of a room may do there; each call carries the key. A refusal is thrown as a Problem. */
export function callsOf({ code, key }) {
  const call = (method, what, value) => heard(addressOf(`rooms/${code}${what}`), {
    method,
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: { Authorization: `Bearer ${key}`, ...(value && { "Content-Type": "application/json" }) },
    body: value && JSON.stringify(value),
  });
  const told = async (...how) => (await call(...how)).json();

  return {
    look: () => told("GET", ""),
    take: () => told("POST", "/desk"),
    show: (stage) => told("PUT", "/stage", stage),
    change: (parts) => told("PATCH", "", parts),
    end: () => call("DELETE", ""),
    handOver: () => told("POST", "/handover"),
    ask: (activity) => told("POST", "/activities", activity),
    turn: (id, state) => told("PATCH", `/activities/${id}`, { state }),
    clear: (id) => call("DELETE", `/activities/${id}/answers`),
    results: (id) => told("GET", `/activities/${id}/results`),
    swarm: async (id) => (await call("GET", `/activities/${id}/swarm`)).arrayBuffer(),
    answers: async () => (await call("GET", "/answers.csv")).blob(),
  };
}
