"""What a channel asks its people to agree to, as it happened (PRV-01)."""

from domain.kernel.event import Event


class ConsentSet(Event):
    """People are asked so from here on: `mode` is off, explicit or implied, `texts` the text by language.

    Another mode, purpose or text is another `text_version`, and asks everybody again (PRV-05).
    """

    TOPIC = "channel.consent_set"

    mode: str
    purpose: str
    texts: dict[str, str]
    text_version: int


class ConsentWordsSet(Event):
    """By which words, by language, people take their consent back in a message, and what they are answered (PRV-05)."""

    TOPIC = "channel.consent_words_set"

    words: dict[str, tuple[str, ...]]
    replies: dict[str, str]
