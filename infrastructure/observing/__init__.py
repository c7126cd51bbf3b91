"""What an operator sees of the processes: lines, figures, and whether all is well (RL-09)."""
