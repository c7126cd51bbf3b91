"""The terms for sharing a mailbox with a team, as they are shown before they are accepted (EML-06).

A text that was accepted never changes: a new wording is a new version beside it.
"""

import hashlib
from collections.abc import Mapping

VERSION = "2026-11"
TITLES = {"en": "Terms for sharing a mailbox", "pl": "Warunki udostępniania skrzynki pocztowej"}
TEXTS: Mapping[str, str] = {
    "en": """\
Mail to this address will be read in a shared inbox. Whoever may see the inbox can read every message that comes in, with its attachments, answer it under the team's name, and see what colleagues wrote. Who may see it is decided by this account's administrators.

Postroom keeps each message as it came, encrypted, until this account's retention rules or an erasure remove it. Every action in the inbox is recorded with the person who did it.

You say that your organisation is entitled to have the mail of this address read and answered in this way, that it is a team's address and nobody's personal one, and that the people who write to it are told as the law of your country asks.

If you authorise us at a provider, we read mail of this mailbox and send mail as this mailbox, and do nothing else with it. The authorisation can be withdrawn at the provider at any time, and the channel can be disconnected here; what came in before stays in the inbox.
""",
    "pl": """\
Poczta na ten adres będzie czytana we wspólnej skrzynce. Kto może widzieć tę skrzynkę, może czytać każdą przychodzącą wiadomość wraz z załącznikami, odpowiadać na nią w imieniu zespołu i widzieć, co napisali inni. Kto może ją widzieć, decydują administratorzy tego konta.

Postroom przechowuje każdą wiadomość tak, jak przyszła, w postaci zaszyfrowanej, dopóki nie usuną jej zasady przechowywania tego konta albo żądanie usunięcia danych. Każde działanie w skrzynce jest zapisywane wraz z osobą, która je wykonała.

Oświadczasz, że Twoja organizacja ma prawo do tego, aby poczta tego adresu była w ten sposób czytana i aby na nią odpowiadano, że jest to adres zespołu, a nie czyjś adres osobisty, oraz że osoby, które na niego piszą, są informowane zgodnie z prawem Twojego kraju.

Jeśli upoważnisz nas u dostawcy poczty, czytamy pocztę tej skrzynki i wysyłamy pocztę jako ta skrzynka, i nie robimy z nią nic więcej. Upoważnienie można w każdej chwili cofnąć u dostawcy, a kanał odłączyć tutaj; to, co przyszło wcześniej, zostaje we wspólnej skrzynce.
""",
}


def terms_in(language: str) -> dict[str, str]:
    """Return version, language, title, text and its SHA-256 in hex, in English or Polish."""
    text = TEXTS[language]
    return {
        "version": VERSION,
        "language": language,
        "title": TITLES[language],
        "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
