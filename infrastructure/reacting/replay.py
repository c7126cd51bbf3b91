"""Trying dead letters again after what they failed at is mended (RL-05)."""

from collections.abc import Sequence

from application.reactor import Reactor
from infrastructure.events.log import Log
from infrastructure.projecting.reader import page_of_all
from infrastructure.reacting.dispatcher import Dispatcher
from infrastructure.reacting.places import DeadLetter, Places


def replay_dead_letters(
    log: Log, reactors: Sequence[Reactor], places: Places, dispatcher: Dispatcher, name: str = ""
) -> list[DeadLetter]:
    """Carry out the dead letters of one reactor or of all, each once; returns those that are still dead.

    Command ids are those of the first attempts, so that what was carried out after all has no effect. A letter of a
    reactor that is no longer there stays.
    """
    known = {reactor.name: reactor for reactor in reactors}
    for letter in places.dead_letters(name):
        reactor = known.get(letter.reactor)
        if reactor is not None:
            topics = {event.TOPIC for event in reactor.handles}
            page = page_of_all(log, letter.position - 1, 1, topics, letter.position)
            if page is not None and page.events:
                dispatcher.again(reactor, page.events[0], letter)
    return places.dead_letters(name)
