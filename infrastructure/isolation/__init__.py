"""Reading what strangers sent in child processes of their own, within bounds of time and memory (RL-06)."""
