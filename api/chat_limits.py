"""Bounds of what visitors of chats may do, which whoever runs the installation sets (CHT-01, FRM-10)."""

from dataclasses import dataclass

HIGHEST = {"characters": 20_000, "files_megabytes": 100, "files": 20, "streams_each": 50}
FRAMES = 65_536
"""Bytes of what stands between the parts of a message with files."""


@dataclass(frozen=True, slots=True)
class ChatLimits:
    """A network is an IPv4 /24 or an IPv6 /56. Raises `ValueError` for what is too much."""

    asked_per_minute: int = 600
    """Requests of one network: many people share one, and a chat asks often."""
    asked_at_once: int = 300
    sessions_per_minute: int = 30
    """New visitors of one network."""
    sessions_at_once: int = 60
    sent_per_minute: int = 60
    """Messages of one visitor."""
    sent_at_once: int = 30
    network_sent_per_minute: int = 300
    """Messages of one network."""
    network_sent_at_once: int = 150
    channel_sent_per_minute: int = 6_000
    """Messages to one channel, whoever sends them."""
    channel_sent_at_once: int = 3_000
    signs_per_minute: int = 60
    """How often one visitor may say that they are there, are typing or have seen something."""
    signs_at_once: int = 40
    transcripts_per_hour: int = 6
    """How often one visitor may have the conversation sent, or say where."""
    characters: int = 4_000
    """Of one message."""
    files_megabytes: int = 10
    """Of all files of one message."""
    files: int = 5
    streams_each: int = 3
    """Live streams of one visitor at once, in one process."""
    network_streams: int = 100
    """Live streams of all visitors of one network at once, in one process."""

    def __post_init__(self) -> None:
        """Check what has an upper end."""
        for name, most in HIGHEST.items():
            if getattr(self, name) > most:
                raise ValueError(f"{name} is at most {most}")

    @property
    def largest(self) -> int:
        """How many bytes one message may have."""
        return 65_536 + self.files_megabytes * 1_048_576 + FRAMES
