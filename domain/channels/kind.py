"""What all rules need to know of a kind of channel."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of channel, by its capabilities (ACC-02)."""

    name: str
    identity: str
    """How its senders are identified: email, phone, page_scoped_id, whatsapp_id or cookie (CON-01)."""
    live: bool
    """Its conversations take live slots (CHT-14)."""
    availability_always: bool
    """Routing leaves out those away, whatever the rule says (RTG-05)."""
    providers: tuple[str, ...] = ()
    """Who can host such a channel; the first is the default."""
