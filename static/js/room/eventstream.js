/**
 * The events of a `text/event-stream` as our server writes it, as they come: `hear(name, data, id)` for each, and
 * `alive()` for whatever comes, comments too. Ends with the stream.
 */
export async function readEvents(body, { hear, alive }) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    alive();
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) tell(block, hear);
  }
}

function tell(block, hear) {
  const fields = new Map(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
  if (fields.get("event")) hear(fields.get("event"), JSON.parse(fields.get("data")), fields.get("id"));
}
