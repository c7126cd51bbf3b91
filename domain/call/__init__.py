"""A telephone call: who called whom, who was rung, who answered, and what was kept of it (CAL-01, CAL-02)."""
