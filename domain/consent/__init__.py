"""What somebody agreed to on a channel, and took back: a subject of its own, whatever the channel (PRV-01..06)."""
