"""Reading a mailbox of Office 365: nothing lost, nothing twice, whatever dies, expires or is revoked (EML-03)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.channel.events import AuthorisationLost, ChannelAuthorised, ChannelRestored
from infrastructure.bootstrap import Application
from infrastructure.mailboxes import graph as adapter
from infrastructure.mailboxes.places import Places
from tests.support.mails import a_mail
from tests.support.providers.graph import Graph
from tests.support.providers.graph_desk import GraphDesk


class Killed(BaseException):
    """The worker dies here."""


class Fatal(Places):
    """Kills whoever writes down how far a mailbox was read."""

    def read_up_to(self, *_: object) -> None:
        raise Killed


def texts(desk: GraphDesk) -> list[str]:
    return [one.text.strip() for one in desk.read()]


def later(desk: GraphDesk, **time: float) -> GraphDesk:
    desk.ahead += timedelta(**time)
    return desk


@pytest.mark.req("EML-01", "EML-03", "RL-04")
def test_what_came_is_taken_in_once_and_in_order(desk: GraphDesk, graph: Graph) -> None:
    for text in ("one", "two", "three", "four", "five"):
        desk.box.arrives(a_mail(text))
    assert texts(desk) == ["one", "two", "three", "four", "five"], (
        "over two pages, in whatever order they list it"
    )
    assert not desk.due()
    assert texts(later(desk, minutes=2)) == ["one", "two", "three", "four", "five"]
    desk.box.arrives(a_mail("six"))
    assert texts(later(desk, minutes=2))[5:] == ["six"]
    assert desk.accepted() == 6
    assert all("help@" not in path for _, path in graph.asked if path.startswith("/v1.0/")), "its own is /me"


@pytest.mark.req("EML-03", "EML-08")
def test_the_authorisation_says_whose_the_mailbox_is(desk: GraphDesk) -> None:
    (authorised,) = desk.happened(ChannelAuthorised)
    assert (authorised.address, authorised.aliases) == (desk.box.address, (desk.box.address,))
    assert authorised.envelope.actor == f"user:{desk.world.admin}"


@pytest.mark.req("EML-03", "RL-04")
def test_reading_marking_and_moving_in_outlook_repeat_nothing(desk: GraphDesk) -> None:
    item = desk.box.arrives(a_mail("one"))
    assert texts(desk) == ["one"]
    item.is_read = True
    desk.box.changed(item, "updated")
    desk.box.moves(item, "archive")
    assert texts(later(desk, minutes=2)) == ["one"]
    desk.box.moves(item, "inbox")
    assert texts(later(desk, minutes=2)) == ["one"]
    assert desk.accepted() == 1


@pytest.mark.req("EML-03")
def test_what_lay_there_before_the_connection_and_drafts_stay_there(desk: GraphDesk) -> None:
    desk.box.arrives(a_mail("old"), at=desk.now() - timedelta(days=3))
    desk.box.arrives(a_mail("a draft")).is_draft = True
    desk.box.arrives(a_mail("sent"), folder="sentitems")
    gone = desk.box.arrives(a_mail("gone"))
    desk.box.arrives(a_mail("new"))
    del desk.box.items[gone.id]
    assert texts(desk) == ["new"]


@pytest.mark.req("EML-03", "RL-03")
def test_a_delta_link_that_expired_is_made_good_by_walking_the_folder_again(desk: GraphDesk) -> None:
    desk.box.arrives(a_mail("one"))
    assert texts(desk) == ["one"]
    desk.box.arrives(a_mail("two"))
    desk.box.forget_tokens()
    desk.box.arrives(a_mail("three"))
    assert texts(later(desk, minutes=2)) == ["one", "two", "three"]
    desk.box.arrives(a_mail("four"))
    assert texts(later(desk, minutes=2)) == ["one", "two", "three", "four"]
    assert desk.accepted() == 4


@pytest.mark.req("EML-03", "RL-02", "RL-04")
def test_a_worker_killed_before_it_wrote_down_how_far_it_read_repeats_nothing(desk: GraphDesk) -> None:
    desk.box.arrives(a_mail("one"))
    desk.box.arrives(a_mail("two"))
    killed = replace(desk.reading, places=Fatal(desk.app.pool))
    for _ in range(2):
        with pytest.raises(Killed):
            killed(desk.world.account, desk.channel, "")
    assert desk.accepted() == 2
    assert texts(desk) == ["one", "two"]


@pytest.mark.req("EML-03")
def test_a_large_folder_is_read_in_parts_that_go_on_where_the_last_stopped(
    desk: GraphDesk, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "MOST_PAGES", 2)
    graph.page = 2
    for number in range(7):
        desk.box.arrives(a_mail(f"{number}"))
    assert len(texts(desk)) == 4
    assert sorted(texts(later(desk, minutes=2))) == [f"{number}" for number in range(7)]


@pytest.mark.req("EML-03", "RL-06")
@pytest.mark.parametrize(
    ("path", "status", "headers", "seconds"),
    [
        ("/delta", 429, {"Retry-After": "300"}, 300),
        ("/delta", 503, {"Retry-After": "120"}, 120),
        ("/delta", 504, {}, 15),
        ("/delta", 0, {}, 15),
        ("/$value", 429, {"Retry-After": "60"}, 60),
        ("/token", 503, {}, 15),
    ],
)
def test_a_provider_that_is_busy_or_away_is_asked_again_in_time(
    desk: GraphDesk, graph: Graph, path: str, status: int, headers: dict[str, str], seconds: int
) -> None:
    assert texts(desk) == []
    later(desk, hours=2)
    desk.box.arrives(a_mail("one"), at=desk.now())
    graph.fails("POST" if path == "/token" else "GET", path, status, headers)
    assert texts(desk) == []
    assert desk.state() == ("connected", "")
    assert not later(desk, seconds=seconds - 2).due()
    assert texts(later(desk, seconds=4)) == ["one"]


@pytest.mark.req("EML-03")
def test_a_limit_in_the_middle_of_a_walk_keeps_what_was_found(desk: GraphDesk, graph: Graph) -> None:
    for number in range(7):
        desk.box.arrives(a_mail(f"{number}"))
    graph.fails("GET", "$skiptoken", 429, {"Retry-After": "30"})
    assert len(texts(desk)) == 3
    assert len(texts(later(desk, minutes=2))) == 7
    assert desk.accepted() == 7


@pytest.mark.req("EML-03", "SE-06")
def test_refreshing_brings_another_refresh_token_and_that_one_counts(desk: GraphDesk, graph: Graph) -> None:
    desk.box.arrives(a_mail("one"))
    assert texts(desk) == ["one"]
    first = dict(graph.refresh_tokens)
    desk.box.arrives(a_mail("two"))
    assert texts(later(desk, hours=1)) == ["one", "two"]
    assert (
        not first.keys()
        & graph.refresh_tokens.keys()
        & {one for one in first if first[one] == desk.box.address}
    )
    graph.expire()
    desk.box.arrives(a_mail("three"))
    assert texts(later(desk, minutes=2)) == ["one", "two", "three"], (
        "a token that is refused is refreshed, too"
    )


@pytest.mark.req("EML-03", "ACC-09")
def test_a_revoked_grant_degrades_the_channel_and_authorising_again_catches_up(
    desk: GraphDesk, graph: Graph
) -> None:
    desk.box.arrives(a_mail("before"))
    assert texts(desk) == ["before"]
    graph.revoke()
    desk.box.arrives(a_mail("meanwhile"))
    assert texts(later(desk, minutes=2)) == ["before"]
    assert desk.state() == ("degraded", "authorisation_lost")
    (lost,) = desk.happened(AuthorisationLost)
    assert lost.reason == "invalid_grant"
    assert not later(desk, minutes=30).due(), "nobody asks in vain"
    desk.authorise()
    assert desk.state() == ("connected", "")
    assert texts(desk) == ["before", "meanwhile"]
    assert len(desk.happened(ChannelRestored)) == 1


@pytest.mark.req("EML-03")
@pytest.mark.parametrize("code", ["MailboxNotEnabledForRESTAPI", "ErrorAccountSuspend"])
def test_a_mailbox_that_is_gone_or_locked_is_lost(desk: GraphDesk, graph: Graph, code: str) -> None:
    graph.fails("GET", "/delta", 404, code=code)
    assert texts(desk) == []
    assert desk.state() == ("degraded", "authorisation_lost")


@pytest.mark.req("EML-03")
def test_a_shared_mailbox_is_read_by_who_may_and_lost_with_that(app: Application, graph: Graph) -> None:
    desk = GraphDesk(app, graph=graph, shared=True)
    assert desk.happened(ChannelAuthorised)[0].address == desk.box.address
    desk.box.arrives(a_mail("to all of us"))
    desk.person.arrives(a_mail("to the boss alone"))
    assert texts(desk) == ["to all of us"]
    assert graph.subscriptions == {}, "Microsoft tells of a person's own folders only"
    desk.box.shared_with.clear()
    later(desk, hours=2)
    assert texts(desk) == ["to all of us"]
    assert desk.state() == ("connected", ""), "a refusal of one request is tried again first"
