"""A world with somebody who answers, and a channel that is theirs."""

from uuid import UUID

import pytest

from tests.support.inbound import Mailroom
from tests.support.world import World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def ann(world: World) -> UUID:
    return world.user("Ann")


@pytest.fixture
def room(world: World, ann: UUID) -> Mailroom:
    return Mailroom(world, world.channel(users=(ann,)))
