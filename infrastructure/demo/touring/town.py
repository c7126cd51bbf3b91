"""The people of the town as the tour meets them: it lets them do things, and reads what their phones show."""

import json
from dataclasses import dataclass, field
from typing import Any

import requests

from infrastructure.demo.touring.trouble import CannotGoOn

SECONDS = 120.0


@dataclass
class Town:
    """Speaks with the town's page; `told` is what it said of itself when it was ready."""

    told: dict[str, Any]
    _seen: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, line: str) -> "Town":
        """Return the town that introduced itself so."""
        return cls(json.loads(line))

    @property
    def page(self) -> str:
        """Where its phones are shown."""
        return str(self.told["page"])

    def does(self, phone: str, deed: str, words: str = "") -> None:
        """Let the owner of a phone do something. Raises `CannotGoOn` with why they cannot."""
        answer = requests.post(f"{self.page}/{phone}/{deed}", data={"words": words}, timeout=SECONDS)
        if not answer.ok:
            message = f"{phone} could not {deed}: {answer.text}"
            raise CannotGoOn(message)

    def came(self, phone: str) -> list[str]:
        """Return all that came to a phone, oldest first."""
        return [
            line["text"]
            for one in self._phones()
            if one["key"] == phone
            for line in one["lines"]
            if not line["mine"]
        ]

    def news(self) -> list[str]:
        """Return what came to all phones since this was asked last, as sentences."""
        found: list[str] = []
        for one in self._phones():
            lines = [line for line in one["lines"] if not line["mine"]]
            fresh = lines[self._seen.get(one["key"], 0) :]
            self._seen[one["key"]] = len(lines)
            found += [f"{one['owner']}'s phone ({one['app']}) shows: {line['text']}" for line in fresh]
        return found

    def _phones(self) -> list[dict[str, Any]]:
        phones: list[dict[str, Any]] = requests.get(f"{self.page}/phones.json", timeout=SECONDS).json()[
            "phones"
        ]
        return phones
