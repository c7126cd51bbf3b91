"""Running the reactors: each with its own place in the log, retries, and dead letters one can see and replay."""
