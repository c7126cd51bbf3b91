"""A channel's GDPR switch, and the account's, without which there is none (PRV-01, ACC-07)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from application.channel import OnChannel, editable
from application.unit import Unit
from domain.account.aggregate import Account
from domain.account.entitlements import may_offer_gdpr, must
from domain.channel.aggregate import Channel
from domain.channel.consent_settings import KINDS_ASKING, OFF, ConsentSettings
from domain.channel.withdrawal import WithdrawalWords
from domain.inbox.aggregate import Inbox
from domain.kernel.refusal import Refusal

MOST_NAMED = 5


class ConsentInUse(Refusal):
    """Channels ask for consent: the settings they rest on stay on until they do not (ACC-07)."""

    code = "consent_in_use"


@dataclass(frozen=True, slots=True)
class SetConsent(OnChannel):
    """Set what people are asked to agree to, in which mode; whoever agreed to something else is asked again (PRV-05)."""

    mode: str
    texts: Mapping[str, str]
    purpose: str = "conversation"


def set_consent(command: SetConsent, unit: Unit) -> None:
    """Set it, if the account's data-privacy settings are on."""
    channel = editable(command, unit)
    if command.mode != OFF:
        account = unit.get(Account, unit.env.account_id)
        must(may_offer_gdpr(data_privacy=account.data_privacy), field="mode")
    channel.set_consent(unit.env, ConsentSettings(command.mode, command.purpose, command.texts))


@dataclass(frozen=True, slots=True)
class SetWithdrawalWords(OnChannel):
    """Set by which words, by language, people take consent back in a message, and what they are answered (PRV-05)."""

    words: Mapping[str, Sequence[str]]
    replies: Mapping[str, str]


def set_withdrawal_words(command: SetWithdrawalWords, unit: Unit) -> None:
    """Set them."""
    words = {language: tuple(said) for language, said in command.words.items()}
    channel = editable(command, unit)
    channel.set_withdrawal(unit.env, WithdrawalWords(words, command.replies), channel.other_words)


def must_be_unused(unit: Unit) -> None:
    """Raise `ConsentInUse`, naming where, while a channel asks for consent."""
    asking = []
    for channel_id in unit.ports.facts.channels(unit.env.account_id, KINDS_ASKING):
        channel = unit.get(Channel, channel_id)
        if channel.consent.asks and not channel.disconnected:
            asking.append(channel)
    if asking:
        named = ", ".join(_named(unit, one) for one in asking[:MOST_NAMED])
        more = f" and {len(asking) - MOST_NAMED} more" if len(asking) > MOST_NAMED else ""
        raise ConsentInUse(
            f"Channels ask for consent: {named}{more}. Switch that off in their settings first, then the account's.",
            field="on",
            about=asking[0].id,
        )


def _named(unit: Unit, channel: Channel) -> str:
    if not unit.standing.sees(channel.inbox_id):
        return f"a {channel.kind} channel of an inbox you do not see"
    return f"the {channel.kind} channel of {unit.get(Inbox, channel.inbox_id).name}"
