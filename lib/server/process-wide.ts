import "server-only";

declare global {
  /** What exists once a process, by name. */
  var patchboardProcessWide: Map<string, unknown> | undefined;
  /** Set by the entry when it was told to stop. */
  var patchboardDraining: boolean | undefined;
}

/**
 * The one `name` of this process, made by `make` when first asked for. Next gives instrumentation and every route
 * their own copy of a module, so a module-level constant would exist several times.
 */
export function oncePerProcess<Value>(name: string, make: () => Value): () => Value {
  return () => {
    globalThis.patchboardProcessWide ??= new Map();
    const values = globalThis.patchboardProcessWide;
    if (!values.has(name)) values.set(name, make());
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each name belongs to one module, which made it
    return values.get(name) as Value;
  };
}
