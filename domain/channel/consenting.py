"""A channel that asks people to agree before or when they write (PRV-01)."""

from domain.channel.connecting import Connecting
from domain.channel.consent_events import ConsentSet, ConsentWordsSet
from domain.channel.consent_settings import KINDS_ASKING, LONGEST_TEXT, ConsentSettings
from domain.channel.withdrawal import KINDS as WITHDRAWING
from domain.channel.withdrawal import WithdrawalWords
from domain.channels.kinds import KINDS
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, payload
from domain.kernel.refusal import InvalidInput, Refusal


class ConsentNotOffered(Refusal):
    """Channels of this kind do not ask."""

    code = "consent_not_offered"


class WithdrawalNotOffered(Refusal):
    """On channels of this kind nobody takes consent back by a message."""

    code = "withdrawal_not_offered"


class Consenting(Connecting):
    """Adds the GDPR switch to what is set step by step; it may be set at any time."""

    consent = ConsentSettings()
    withdrawal = WithdrawalWords()

    def set_consent(self, env: Envelope, wanted: ConsentSettings) -> None:
        """Ask so from here on, and everybody again; nothing if it is so. The version is counted here.

        A text must go into one message of the kind, for where it is asked by one.

        Raises `ConsentNotOffered`, `InvalidInput`.
        """
        self._must_be_there()
        if self.kind not in KINDS_ASKING:
            raise ConsentNotOffered("This kind of channel does not ask for consent. Choose a chat's channel.")
        kept, now = wanted.checked(), self.consent
        if self.kind == "calling" and kept.asks and kept.purpose != "recording":
            raise InvalidInput(
                "A telephone line asks whether a call may be recorded. Choose the purpose recording.",
                field="purpose",
            )
        longest = KINDS[self.kind].longest_text if self.kind in KINDS else LONGEST_TEXT
        if any(len(text) > longest for text in kept.texts.values()):
            raise InvalidInput(f"A text there has at most {longest:,} characters. Shorten it.", field="texts")
        if (kept.mode, kept.purpose, dict(kept.texts)) != (now.mode, now.purpose, dict(now.texts)):
            self.record(
                ConsentSet, env,
                mode=kept.mode, purpose=kept.purpose, texts=dict(kept.texts), text_version=now.text_version + 1,
            )  # fmt: skip

    def set_withdrawal(self, env: Envelope, wanted: WithdrawalWords, taken: tuple[str, ...]) -> None:
        """Set by which words people take consent back; nothing if it is so, and nobody is asked again for that.

        `taken` are the words that do something else on the channel.

        Raises `InvalidInput`, `WithdrawalNotOffered`.
        """
        self._must_be_there()
        if self.kind not in WITHDRAWING:
            raise WithdrawalNotOffered(
                "Consent is taken back by a message in Messenger and WhatsApp only. Choose such a channel."
            )
        words = wanted.checked(KINDS[self.kind].longest_text)
        if both := words.among(taken):
            raise InvalidInput(
                f"A word does one thing only: {both} opts in or out of messages.", field="words"
            )
        if words != self.withdrawal:
            self.record(ConsentWordsSet, env, words=dict(words.words), replies=dict(words.replies))

    def evolve_connecting(self, event: Event) -> None:
        """Apply one recorded step, or what may be set at any time."""
        if isinstance(event, ConsentSet):
            self.consent = ConsentSettings(**payload(event))
        elif isinstance(event, ConsentWordsSet):
            self.withdrawal = WithdrawalWords(**payload(event))
        else:
            super().evolve_connecting(event)
