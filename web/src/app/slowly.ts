/** Return a function that acts at once when called, and then at most once in `milliseconds`, the last call included. */
export function slowly(milliseconds: number, act: () => void): () => void {
  let resting = false;
  let asked = false;
  const run = () => {
    asked = false;
    resting = true;
    act();
    setTimeout(() => {
      resting = false;
      if (asked) run();
    }, milliseconds);
  };
  return () => {
    if (resting) asked = true;
    else run();
  };
}
