"""Live updates: one thread a process reads what the read models have taken in, and wakes those who watch."""
