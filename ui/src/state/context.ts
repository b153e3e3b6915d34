// Per shared thing: one sets it for everything below, one gets it or says in a sentence what is missing, and one looks
// whether it is there.

import { getContext, hasContext, setContext } from "svelte";

export function shared<T>(
  name: string,
): [get: () => T, set: (value: T) => T, peek: () => T | undefined] {
  const key = Symbol(name);
  const get = () => {
    if (!hasContext(key)) throw new Error(`${name} is used outside of the component that sets it.`);
    return getContext<T>(key);
  };
  const peek = () => (hasContext(key) ? getContext<T>(key) : undefined);
  return [get, (value) => setContext(key, value), peek];
}
