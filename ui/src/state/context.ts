// A pair per shared thing: one sets it for everything below, one gets it or says in a sentence what is missing.

import { getContext, hasContext, setContext } from "svelte";

export function shared<T>(name: string): [get: () => T, set: (value: T) => T] {
  const key = Symbol(name);
  const get = () => {
    if (!hasContext(key)) throw new Error(`${name} is used outside of the component that sets it.`);
    return getContext<T>(key);
  };
  return [get, (value) => setContext(key, value)];
}
