const PATIENCE_MS = 4000;

/** Digits and then Enter lead to a step by its number. `said(text)` shows what was typed so far. */
export function createGoTo({ count, go, said }) {
  let typed = "";
  let timer = null;

  function clear() {
    clearTimeout(timer);
    typed = "";
  }

  return {
    type({ key }) {
      typed += key;
      clearTimeout(timer);
      timer = setTimeout(clear, PATIENCE_MS);
      said(`To step ${typed}: press Enter.`);
    },
    /** Go where the digits say; false where there are none. */
    enter() {
      const wanted = Number(typed);
      if (!typed) return false;
      clear();
      if (wanted >= 1 && wanted <= count) go(wanted - 1);
      else said(`There is no step ${wanted}; the last one is ${count}.`);
      return true;
    },
    clear,
  };
}
