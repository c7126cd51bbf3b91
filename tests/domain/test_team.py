"""A team: renamed, and archived when it is no longer used."""

import pytest

from domain.kernel.refusal import InvalidInput
from domain.team import events
from domain.team.aggregate import Team, TeamIsArchived
from tests.support.given import env, given, uid


def team() -> Team:
    made = Team.create(uid("team"), env(), name="Night")
    made.add_member(env(), uid("ann"))
    made.add_member(env(), uid("ben"), extra=True)
    return made


@pytest.mark.req("ACC-10")
def test_a_team_is_renamed() -> None:
    renamed = given(team(), lambda it: it.rename(env(), " Day "))
    assert renamed.aggregate.name == "Day"
    renamed.when(lambda it: it.rename(env(), "Day")).then_nothing()
    renamed.when(lambda it: it.rename(env(), "  ")).then_refused(InvalidInput)


@pytest.mark.req("ACC-10")
def test_who_belonged_to_an_archived_team_left_it_and_nobody_joins() -> None:
    left = given(team()).when(lambda it: it.archive(env()))
    left.then((events.TeamArchived, {"user_ids": (uid("ann"), uid("ben"))}))
    archived = given(team(), lambda it: it.archive(env()))
    assert archived.aggregate.members == {}
    archived.when(lambda it: it.archive(env())).then_nothing()
    archived.when(lambda it: it.add_member(env(), uid("ann"))).then_refused(TeamIsArchived)
    archived.when(lambda it: it.rename(env(), "Day")).then_refused(TeamIsArchived, "Form a new one")
    archived.when(lambda it: it.remove_member(env(), uid("ann"))).then_nothing()
