/** Verbs that are loaded when they are first called: an event waits only for the clients that it needs. */

/**
 * A verb that loads itself. What `load` names by `import()` becomes a file of its own in the package.
 * @example lazily(async () => (await import('./aws/kms')).decrypt)
 */
export const lazily =
  <A extends unknown[], R>(load: () => Promise<(...args: A) => Promise<R>>) =>
  async (...args: A): Promise<R> =>
    (await load())(...args);
