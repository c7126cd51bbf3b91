"""Another rule run over what happened: pure, from the log alone, nothing recorded (RTG-12)."""
