"""Whether a call may be recorded: asked in each call, and kept as consent (CAL-02, PRV-02, PRV-03, PRV-05)."""

from dataclasses import dataclass

from application import consent
from application.unit import Unit
from domain.call.aggregate import Call
from domain.channel.aggregate import Channel
from domain.channel.consent_settings import EXPLICIT, IMPLIED
from domain.contact.aggregate import Contact

KEYPRESS, VOICE = "keypress", "voice"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is said to the contact: in the mode explicit they press a key to agree, in implied going on is agreeing."""

    mode: str
    text: str
    language: str


def asked_of(unit: Unit, channel: Channel, call: Call) -> Asked | None:
    """Return what the contact is to be asked in a call; None where nothing is recorded, or they have answered.

    Each call asks: who else calls from the same number may not agree. Who took back what they agreed to has to press a key,
    whatever the channel's mode.
    """
    if not channel.records or call.agreed is not None:
        return None
    settings = channel.consent
    language = settings.language_for(channel.voice.language)
    wanted = consent.wanted_of(unit, channel, unit.get(Contact, call.contact_id))
    taken_back = wanted is not None and wanted.blocks
    mode = EXPLICIT if settings.mode == EXPLICIT or taken_back else IMPLIED
    return Asked(mode, settings.texts[language], language)


def keep_answer(unit: Unit, channel: Channel, call: Call, *, agreed: bool, method: str) -> None:
    """Record what the contact said to being recorded, once a call; agreeing is consent, and needs that it was asked so."""
    asked = asked_of(unit, channel, call)
    if call.agreed is not None:
        return
    if asked is None or not agreed or (asked.mode == EXPLICIT and method != KEYPRESS):
        call.refuse_recording(unit.env, method)
        return
    call.agree_to_recording(unit.env, method)
    terms = consent.terms_in(channel.consent, asked.language)
    evidence = consent.evidence_of(method, message_id=call.id)
    own = consent.own_consent(unit, channel, unit.get(Contact, call.contact_id))
    own.give(unit.env, terms, evidence, again=True)
