"""How much a message by a kind of channel holds, known before it is sent (CNV-06)."""

from api.context import here
from api.operations import Values
from domain.channels.kinds import KINDS, is_mail


def limits_of(kind: str) -> Values:
    """Return the limits of a kind: characters of text, recipients, files, and bytes of all files together.

    A kind whose rules are not known here, of a log that is newer, has the usual ones.
    """
    told, rules = here().services.limits, KINDS.get(kind)
    longest = 0 if rules is None else rules.longest_text
    # whom a chat or a page answers is whoever wrote there
    none_named = rules is not None and not is_mail(rules)
    return {
        "text": min(told.text_kept, longest or told.text_kept),
        "recipients": 0 if none_named else told.recipients,
        "files": told.attachments,
        "files_bytes": told.attachments_bytes,
    }
