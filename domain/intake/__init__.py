"""One raw inbound original, from its acceptance to what became of it (raw first)."""
