"""Who writes to the company: contacts, how they are reached, and how much there is of them (CON-01, CON-02)."""
