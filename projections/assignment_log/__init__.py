"""Why each conversation was assigned as it was, and why some got no ticket (RTG-08, ACC-08)."""
