"""Keeping the read models: the runner, waiting for a position, rebuilding beside the live ones."""
