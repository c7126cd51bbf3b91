"""Whether the master key at hand is the one that a database, or a backup, was sealed with."""

import base64
import os
from collections.abc import Iterable, Mapping

from cryptography.exceptions import InvalidTag

from infrastructure.backup import BackupRefused
from infrastructure.bootstrap import master_keys
from infrastructure.events.master import KEY_FILE, NONCE, MasterKeys
from infrastructure.settings import Settings

WORD = b"postroom backup"


def known(settings: Settings) -> MasterKeys:
    """Return the master keys of these settings, which must be there: one made now would open nothing.

    Raises:
        BackupRefused: there is none.

    """
    path = settings.state / KEY_FILE
    if settings.master_key is None and not path.exists():
        raise BackupRefused(
            f"there is no master key: put the one that was in use at {path} (0600), or into POSTROOM_MASTER_KEY"
        )
    return master_keys(settings)


def place(settings: Settings) -> str:
    """Return where the master key is, for people."""
    return "POSTROOM_MASTER_KEY" if settings.master_key else str(settings.state / KEY_FILE)


def proofs(master: MasterKeys, used: Iterable[str]) -> dict[str, str]:
    """Return a word sealed under each master key that is in use.

    Raises:
        BackupRefused: one of them is not at hand.

    """
    if missing := sorted(set(used).difference(master.ciphers)):
        raise BackupRefused(
            f"the database uses master key {', '.join(missing)}, which is not among those at hand: a backup whose key"
            " is lost is worth nothing. Find the right key first"
        )
    return {name: base64.b64encode(_sealed(master, name)).decode() for name in sorted(set(used))}


def prove(master: MasterKeys, proofs: Mapping[str, str]) -> None:
    """Open each word with the key of its name.

    Raises:
        BackupRefused: a key is missing, or is another one of the same name.

    """
    for name, text in proofs.items():
        sealed = base64.b64decode(text)
        try:
            master.ciphers[name].decrypt(sealed[:NONCE], sealed[NONCE:], WORD)
        except (KeyError, InvalidTag):
            raise BackupRefused(
                f"the master key at hand is not the one this backup was made with (key {name}): nothing in it could"
                " be read. Put the right key in place; nothing was changed"
            ) from None


def _sealed(master: MasterKeys, name: str) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + master.ciphers[name].encrypt(nonce, WORD, WORD)
