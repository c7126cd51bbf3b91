"""Whoever sends mail gets a share: what one network may take of the door, so that others always find it open (RL-06)."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from api.behind import counted_as
from api.buckets import Buckets
from infrastructure.channels.email.smtp_contract import IntakeLimits
from infrastructure.egress import Network, within


class Room:
    """So many places at one time, of which one network has so many; who waits is served in order of coming."""

    def __init__(self, places: int, of_one: int) -> None:
        self._free, self._of_one = places, of_one
        self._taken: Counter[str] = Counter()
        self._waiting: list[tuple[str, bool, asyncio.Future[None]]] = []

    async def enter(self, network: str, *, ours: bool) -> None:
        """Wait for a place; networks that are `ours` may have all of them."""
        if self._has_place(network, ours):
            self._take(network)
            return
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        place = (network, ours, called)
        self._waiting.append(place)
        try:
            await called
        except asyncio.CancelledError:
            if place in self._waiting:
                self._waiting.remove(place)
            else:
                self.leave(network)
            raise

    def leave(self, network: str) -> None:
        """Give a place back, and call who is next and may come in."""
        self._free += 1
        self._taken[network] -= 1
        self._taken += Counter()
        for place in list(self._waiting):
            waiting, ours, called = place
            if not called.done() and self._has_place(waiting, ours):
                self._waiting.remove(place)
                self._take(waiting)
                called.set_result(None)

    def _has_place(self, network: str, ours: bool) -> bool:
        return self._free > 0 and (ours or self._taken[network] < self._of_one)

    def _take(self, network: str) -> None:
        self._free -= 1
        self._taken[network] += 1


class Shares:
    """Judges what a peer may have; the networks of `ours` (mail servers in front) have no share but the whole."""

    def __init__(self, limits: IntakeLimits, ours: Sequence[Network]) -> None:
        self._limits, self._ours = limits, tuple(ours)
        self._mails = Buckets(limits.mails_per_minute / 60, limits.mails_per_minute)
        self.room = Room(limits.receiving, limits.receiving_of_one)

    def is_ours(self, peer: str) -> bool:
        """Whether the peer is a mail server of ours."""
        return within(peer, self._ours)

    def too_many_connections(self, peer: str, of_its_network: int) -> bool:
        """Whether the network has more connections than its share."""
        return of_its_network > self._limits.of_one_network and not self.is_ours(peer)

    def too_many_mails(self, peer: str) -> bool:
        """Count one mail more; whether it is one too many for this minute."""
        return not self.is_ours(peer) and self._mails.take(counted_as(peer)) > 0
