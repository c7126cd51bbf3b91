"""Templates of a number: messages that Meta approves beforehand (WAB-02)."""
