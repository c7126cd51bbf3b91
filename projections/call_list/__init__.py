"""Telephone calls as they stand: who called whom, who is rung, how it ended, what was kept of it (CAL-01, CAL-02)."""
