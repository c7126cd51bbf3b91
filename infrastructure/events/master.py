"""The master key: wraps every subject's key; can be rotated, old ones kept to unwrap (SE-06)."""

import base64
import hashlib
import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
KEY = 32


LOOK_AGAIN = 5.0
"""Seconds after which a process that wraps something looks whether the key file was changed."""
KEY_FILE = Path("keys") / "master.json"
"""Below the state directory."""
UNNAMED = "env"
"""What keys of the environment were called before each had a name of its own (0.1.0)."""


@dataclass(slots=True)
class MasterKeys:
    """The master keys by id; `current` wraps, all unwrap.

    With a `path`, a process learns of a rotation within seconds, or when it meets something that the new key wrapped.
    """

    current: str
    ciphers: dict[str, AESGCM]
    path: Path | None = None
    looked: float = field(default_factory=time.monotonic)
    changed: int = 0
    """When the file was changed last, as it was read."""

    def wrap(self, key: bytes, owner: UUID) -> tuple[str, bytes]:
        """Return the master's id and `key` sealed for its owner."""
        if self.path is not None and time.monotonic() - self.looked > LOOK_AGAIN:
            self.looked = time.monotonic()
            if _changed(self.path) != self.changed:
                self._read_again()
        nonce = os.urandom(NONCE)
        return self.current, nonce + self.ciphers[self.current].encrypt(nonce, key, owner.bytes)

    def unwrap(self, master_id: str, wrapped: bytes, owner: UUID) -> bytes:
        """Return what `wrap` sealed.

        Raises:
            LookupError: the master key of that id is not here.
            cryptography.exceptions.InvalidTag: it was not sealed for this owner, or was changed.

        """
        if master_id not in self.ciphers:
            self._read_again()
        if master_id not in self.ciphers:
            message = f"master key {master_id} is missing; restore it beside the current one"
            raise LookupError(message)
        return self.ciphers[master_id].decrypt(wrapped[:NONCE], wrapped[NONCE:], owner.bytes)

    def _read_again(self) -> None:
        if self.path is not None:
            found = from_file(self.path)
            self.ciphers, self.current, self.changed = found.ciphers, found.current, found.changed


def from_secrets(current: bytes, *old: bytes) -> MasterKeys:
    """Return master keys of the environment: the one that wraps, and earlier ones, the newest first.

    Each is named by its digest. The oldest given is also the unnamed one of before keys had names.
    """
    secrets = (current, *old)
    if any(len(secret) != KEY for secret in secrets):
        message = "POSTROOM_MASTER_KEY must be 32 bytes in base64; make one with: openssl rand -base64 32"
        raise ValueError(message)
    names = [f"{UNNAMED}-{hashlib.sha256(b'name ' + secret).hexdigest()[:12]}" for secret in secrets]
    ciphers = {name: AESGCM(secret) for name, secret in zip(names, secrets, strict=True)}
    return MasterKeys(names[0], {**ciphers, UNNAMED: ciphers[names[-1]]})


def from_file(path: Path) -> MasterKeys:
    """Return the master keys kept in `path`, made there (0600) at the first start."""
    if not path.exists():
        _write(path, {"current": "1", "keys": {"1": _fresh()}})
    changed = _changed(path)
    found = json.loads(path.read_text())
    ciphers = {name: AESGCM(base64.b64decode(key)) for name, key in found["keys"].items()}
    return MasterKeys(found["current"], ciphers, path, changed=changed)


def rotate_file(path: Path) -> MasterKeys:
    """Add a new current master key to `path`, keep the old ones, and return them all."""
    from_file(path)
    found = json.loads(path.read_text())
    found["current"] = str(max(int(name) for name in found["keys"]) + 1)
    found["keys"][found["current"]] = _fresh()
    _write(path, found, replace=True)
    return from_file(path)


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns


def _fresh() -> str:
    return base64.b64encode(os.urandom(KEY)).decode()


def _write(path: Path, content: dict[str, object], *, replace: bool = False) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    try:
        if replace:
            draft.replace(path)
        else:
            # of several processes at their first start, the first one's key counts
            with suppress(FileExistsError):
                path.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)
