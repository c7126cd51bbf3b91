"""What the demo's relay was sent: one entry for each Message-ID, kept in a directory."""

import hashlib
import json
import threading
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from infrastructure.channels.email.parse import parse


@dataclass(frozen=True, slots=True)
class Kept:
    """One mail: its envelope, when it first came (ISO 8601), how often, and whether every copy was the same."""

    key: str
    message_id: str
    mail_from: str
    recipients: list[str]
    received_at: str
    copies: int = 1
    identical: bool = True


class Store:
    """All mails of a directory, in order of arrival; safe for several threads, and there again after a restart."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self._lock = threading.Lock()
        entries = [Kept(**json.loads(path.read_text("utf-8"))) for path in directory.glob("*.json")]
        self._kept = {entry.key: entry for entry in sorted(entries, key=lambda entry: entry.received_at)}

    def keep(self, raw: bytes, mail_from: str, recipients: list[str], received_at: str) -> Kept:
        """Keep a mail, or count one more copy of a Message-ID that is already here."""
        message_id = parse(raw).message_id
        key = hashlib.sha256(message_id.encode("utf-8") or raw).hexdigest()[:32]
        with self._lock:
            known = self._kept.get(key)
            if known is None:
                entry = Kept(key, message_id, mail_from, recipients, received_at)
                (self.directory / f"{key}.eml").write_bytes(raw)
            else:
                same = known.identical and self.raw(key) == raw
                entry = replace(known, copies=known.copies + 1, identical=same)
            part = self.directory / f"{key}.part"
            part.write_text(json.dumps(asdict(entry)), "utf-8")
            part.replace(self.directory / f"{key}.json")
            self._kept[key] = entry
        return entry

    def newest(self) -> list[Kept]:
        """List what was kept, newest first."""
        with self._lock:
            return list(reversed(self._kept.values()))

    def raw(self, key: str) -> bytes | None:
        """Give the bytes of a mail; None where there is no such key."""
        return (self.directory / f"{key}.eml").read_bytes() if key in self._kept else None
