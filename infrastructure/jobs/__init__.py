"""Work that calls the outside, queued on Redis; the queue may be lost at any time, the log says what is still to do."""
