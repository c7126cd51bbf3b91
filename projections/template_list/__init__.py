"""Templates of numbers in WhatsApp, as Meta has them (WAB-02)."""
