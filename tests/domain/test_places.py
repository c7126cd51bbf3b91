"""Teams, inboxes, pipelines and machine tokens."""

import pytest

from domain.inbox.aggregate import Inbox
from domain.inbox.events import InboxAccessSet, InboxRenamed
from domain.kernel.refusal import InvalidInput
from domain.pipeline.aggregate import DEFAULT, Pipeline, Stage
from domain.pipeline.events import StagesChanged
from domain.team.aggregate import Team
from domain.team.events import TeamMemberAdded, TeamMemberRemoved
from domain.token.aggregate import Token
from domain.token.events import TokenRevoked
from tests.support.given import START, env, given, uid

ADA, BOB = uid("ada"), uid("bob")


def team() -> Team:
    return Team.create(uid("team"), env(), name="Support")


def inbox() -> Inbox:
    return Inbox.create(uid("inbox"), env(), name="Help")


def pipeline() -> Pipeline:
    return Pipeline.create(uid("pipeline"), env(), name="Support")


@pytest.mark.req("ACC-10")
def test_a_team_has_main_and_extra_members() -> None:
    added = given(team()).when(lambda it: it.add_member(env(), ADA))
    added.then((TeamMemberAdded, {"user_id": ADA, "extra": False}))
    peopled = given(
        team(), lambda it: it.add_member(env(), ADA), lambda it: it.add_member(env(), BOB, extra=True)
    )
    assert peopled.aggregate.members == {ADA: False, BOB: True}
    peopled.when(lambda it: it.add_member(env(), BOB, extra=True)).then_nothing()
    peopled.when(lambda it: it.add_member(env(), BOB)).then((TeamMemberAdded, {"extra": False}))
    peopled.when(lambda it: it.remove_member(env(), ADA)).then((TeamMemberRemoved, {"user_id": ADA}))
    peopled.when(lambda it: it.remove_member(env(), uid("eve"))).then_nothing()


@pytest.mark.req("ACC-01")
def test_an_inbox_is_renamed() -> None:
    given(inbox()).when(lambda it: it.rename(env(), "Help ")).then_nothing()
    given(inbox()).when(lambda it: it.rename(env(), "Sales ")).then((InboxRenamed, {"name": "Sales"}))
    renamed = given(inbox(), lambda it: it.rename(env(), "Sales"))
    renamed.when(lambda it: it.rename(env(), " ")).then_refused(InvalidInput)


@pytest.mark.req("ACC-10")
def test_an_inbox_is_for_everyone_or_for_some() -> None:
    def close_down(it: Inbox) -> None:
        it.set_access(env(), everyone=False, user_ids=(ADA,), team_ids=(uid("team"),))

    assert inbox().admits(BOB)
    given(inbox()).when(close_down).then((InboxAccessSet, {"user_ids": (ADA,)}))
    some = given(inbox(), close_down)
    some.when(close_down).then_nothing()
    assert some.aggregate.admits(ADA)
    assert some.aggregate.admits(BOB, [uid("team")])
    assert not some.aggregate.admits(BOB, [uid("other")])


@pytest.mark.req("TKT-02")
def test_a_pipeline_has_stages_in_order() -> None:
    assert [stage["key"] for stage in pipeline().stages] == [
        "new",
        "waiting_on_us",
        "waiting_on_contact",
        "closed",
    ]
    assert pipeline().stage("closed")["closed"]
    with pytest.raises(InvalidInput, match="one of its stages"):
        pipeline().stage("lost")
    turned = DEFAULT[::-1]
    given(pipeline()).when(lambda it: it.change_stages(env(), turned)).then(
        (StagesChanged, {"stages": turned})
    )
    given(pipeline()).when(lambda it: it.change_stages(env(), DEFAULT)).then_nothing()


@pytest.mark.req("TKT-02")
@pytest.mark.parametrize(
    "stages", [DEFAULT + DEFAULT, ({"key": "", "name": "", "closed": False},), DEFAULT[3:], ()]
)
def test_stages_that_cannot_work_are_refused(stages: tuple[Stage, ...]) -> None:
    given(pipeline()).when(lambda it: it.change_stages(env(), stages)).then_refused(InvalidInput)


@pytest.mark.req("API-06")
def test_a_token_is_valid_until_it_expires_or_is_revoked() -> None:
    token = Token.issue(uid("token"), env(), name="CI", scopes=("conversation_read",), expires_at=env(60).at)
    assert token.is_valid(START)
    assert not token.is_valid(env(60).at)
    lasting = given(Token.issue(uid("token"), env(), name="CI", scopes=("conversation_read",)))
    assert lasting.aggregate.is_valid(env(10**9).at)
    lasting.when(lambda it: it.revoke(env())).then((TokenRevoked, {}))
    revoked = given(lasting.aggregate, lambda it: it.revoke(env())).aggregate
    assert not revoked.is_valid(START)
    before = revoked.version
    revoked.revoke(env())
    assert revoked.version == before


@pytest.mark.req("API-06")
@pytest.mark.parametrize("scopes", [(), ("everything",)])
def test_a_token_has_scopes_there_are(scopes: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput):
        Token.issue(uid("token"), env(), name="CI", scopes=scopes)
