"""How much a message by a kind of channel holds, known before it is sent (CNV-06)."""

from api.context import here
from api.operations import Values
from domain.channels.kinds import kind_of


def limits_of(kind: str) -> Values:
    """Return the limits of a kind: characters of text, recipients, files, and bytes of all files together."""
    told, rules = here().services.limits, kind_of(kind)
    return {
        "text": min(told.text_kept, rules.longest_text or told.text_kept),
        "recipients": 0 if rules.outlet else told.recipients,
        "files": told.attachments,
        "files_bytes": told.attachments_bytes,
    }
