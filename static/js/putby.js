/** What a page has put by for when its network is gone: answers and streams as text, by address. Most pages put nothing by. */
export const putBy = new Map();

/** A stream that was put by, told as an EventSource would tell it. */
export function replay(text) {
  const source = Object.assign(new EventTarget(), { readyState: EventSource.OPEN, close: () => (source.readyState = EventSource.CLOSED) });
  const tell = (block) => {
    const [, name, data] = /^event: (.*)\ndata: (.*)/.exec(block);
    if (source.readyState === EventSource.OPEN) source.dispatchEvent(new MessageEvent(name, { data }));
  };
  setTimeout(() => text.split("\n\n").filter(Boolean).forEach(tell));
  return source;
}
