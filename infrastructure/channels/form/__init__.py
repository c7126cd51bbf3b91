"""Forms as a channel: how their originals are read and shown."""
