"""Operating hours as they are (CHT-06)."""
