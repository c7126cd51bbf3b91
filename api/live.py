"""Live frames: what one event says to those who watch, ids only (API-04)."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Frame:
    """One event as watchers learn of it; `inbox_id` is the inbox it belongs to, None for what all may know of.

    `position` is 0 for what is told beside the log and is not told again: who is where (CNV-04).
    """

    position: int
    account_id: UUID
    kind: str
    inbox_id: UUID | None
    ids: dict[str, str] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """The frame as server-sent event, made once for all who watch: its id, if it is of the log, is the position to resume after."""
        data = json.dumps(self.ids, separators=(",", ":"))
        place = f"id: {self.position}\n" if self.position else ""
        return f"{place}event: {self.kind}\ndata: {data}\n\n"


class Watch(Protocol):
    """One watcher's place in an account's frames."""

    @property
    def reset_at(self) -> int | None:
        """The position the watch begins after, where that is not the one asked for; else None."""

    def next(self, timeout: float) -> tuple[list[Frame], int]:
        """Return the frames that follow, oldest first, and the position reached; none after `timeout` seconds.

        Nothing may be new: somebody else may have something to tell. They come from the log where the watcher began or fell behind, so nothing is missed.
        What is told beside the log stands last.
        """

    def close(self) -> None:
        """Watch no more."""


class WatchOnly(Protocol):
    """One watcher's place at a few things: nothing of other frames wakes it, however many there are."""

    def also(self, one: UUID) -> None:
        """Watch this, too."""

    def next(self, timeout: float) -> list[Frame]:
        """Return the frames since the last look, oldest first; none after `timeout` seconds, or where all watching ends.

        Of very many only the newest are kept: they say that something changed, and what there is is read elsewhere.
        """

    def rouse(self) -> None:
        """Let whoever waits return at once, with what there is."""

    def close(self) -> None:
        """Watch no more."""


class Hub(Protocol):
    """Feeds all watchers of this process from one listening thread."""

    def watch(self, account_id: UUID, after: int | None, reach: int) -> Watch:
        """Begin to watch an account after a position, or from now.

        What is more than `reach` positions back is not read: such a watch begins now and says so in `reset_at`.
        """

    def watch_only(self, *ids: UUID) -> WatchOnly:
        """Begin to watch, from now, conversations or visitors that frames name."""

    @property
    def closing(self) -> bool:
        """Whether the process is about to stop: streams end."""
