import { effect } from "@preact/signals";

/** Wait until signals say so. */
export const until = (met: () => boolean): Promise<void> => new Promise((done) => {
  const stop = effect(() => {
    if (!met()) return;
    done();
    queueMicrotask(() => stop());
  });
});
