/** What follows from one or two objects alone, worked out once for as long as they are there. */

export function remembered<Key extends object, Value>(
  make: (key: Key) => Value,
): (key: Key) => Value {
  const made = new WeakMap<Key, { value: Value }>();
  return (key) => {
    let known = made.get(key);
    if (known === undefined) {
      known = { value: make(key) };
      made.set(key, known);
    }
    return known.value;
  };
}

export function rememberedForTwo<First extends object, Second extends object, Value>(
  make: (first: First, second: Second) => Value,
): (first: First, second: Second) => Value {
  const ofFirst = remembered((first: First) => remembered((second: Second) => make(first, second)));
  return (first, second) => ofFirst(first)(second);
}
