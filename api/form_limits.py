"""Bounds of forms that anybody may send, which whoever runs the installation sets (FRM-10)."""

from dataclasses import dataclass

HIGHEST = {
    "work_bits": 24,
    "text_kilobytes": 10_000,
    "files_megabytes": 100,
    "files": 100,
    "fewest_seconds": 60,
    "work_hours": 48,
}
"""What cannot be more: a browser looks for minutes for more zeros, and one submission stands in memory as a whole."""
FRAMES = 65_536
"""Bytes of what stands between the parts of a submission with files."""


@dataclass(frozen=True, slots=True)
class FormLimits:
    """A network is an IPv4 /24 or an IPv6 /56. Raises `ValueError` for what is too much."""

    asked_per_minute: int = 30
    """Requests to forms of one network: pages, scripts, and what is sent."""
    asked_at_once: int = 60
    sent_per_minute: int = 6
    """Submissions of one network."""
    sent_at_once: int = 20
    of_form_per_minute: int = 300
    """Submissions of one form, whoever sends them."""
    of_form_at_once: int = 300
    text_kilobytes: int = 512
    """Of everything in one submission that is no file."""
    files_megabytes: int = 10
    """Of all files of one submission."""
    files: int = 10
    fewest_seconds: int = 2
    """Between a page of ours and what it sends: people take longer."""
    work_bits: int = 14
    """So many zeros stand in front of the digest that a browser looks for; 14 is about a second's work."""
    work_uses: int = 5
    """How often work that was done once is taken."""
    work_hours: int = 6
    """How long work counts that was done for a page."""

    def __post_init__(self) -> None:
        """Check what has an upper end."""
        for name, most in HIGHEST.items():
            if getattr(self, name) > most:
                raise ValueError(f"{name} is at most {most}")

    @property
    def text_bytes(self) -> int:
        """How much of one submission may be no file."""
        return self.text_kilobytes * 1024

    @property
    def work_seconds(self) -> int:
        """How long work counts."""
        return self.work_hours * 3600

    @property
    def largest(self) -> int:
        """How many bytes one submission may have."""
        return self.text_bytes + self.files_megabytes * 1_048_576 + FRAMES
