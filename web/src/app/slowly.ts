const LONGEST = 10_000;
/** Resolve once so much time has passed. */
export const passed = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Return a function that acts at once when called, and then at most once in `milliseconds`, the last call included. What
 *  takes longer ends before it is done again, so that no older answer comes after a newer one; nothing waits for ever. */
export function slowly(milliseconds: number, act: () => unknown): () => void {
  let resting = false;
  let asked = false;
  const run = async () => {
    [resting, asked] = [true, false];
    await Promise.allSettled([Promise.race([act(), passed(LONGEST)]), passed(milliseconds)]);
    resting = false;
    if (asked) void run();
  };
  return () => {
    if (resting) asked = true;
    else void run();
  };
}
