"""What Microsoft tells by itself: the handshake, notices that are believed, lost and late ones, lifecycle (EML-03, SE-03)."""

from datetime import timedelta

import pytest

from application.channel_state import DisconnectChannel
from tests.support.mails import a_mail
from tests.support.providers.graph import Graph
from tests.support.providers.graph_desk import GraphDesk
from tests.support.providers.graph_hook import Reachable


def texts(desk: GraphDesk) -> list[str]:
    return [one.text.strip() for one in desk.read()]


def watched(desk: GraphDesk, graph: Graph) -> GraphDesk:
    """Read once, which begins the subscription, and have everything told so far forgotten."""
    assert texts(desk) == []
    assert len(graph.subscriptions) == 1
    graph.asked.clear()
    return desk


@pytest.mark.req("EML-03", "SE-03")
def test_a_subscription_is_made_with_a_handshake_and_a_notice_has_the_mailbox_read(
    desk: GraphDesk, graph: Graph
) -> None:
    watched(desk, graph)
    (one,) = graph.subscriptions.values()
    assert one["clientState"] == desk.app.mailboxes.keys.of_channel(desk.channel)
    assert one["lifecycleNotificationUrl"] == one["notificationUrl"]
    assert timedelta(days=2) < one["expires"] - desk.now() < timedelta(days=3)
    assert not desk.due()
    desk.box.arrives(a_mail("one"))
    assert graph.notify() == [202]
    assert desk.queued[-1][:3] == ("mailbox", desk.world.account, desk.channel)
    assert texts(desk) == ["one"]


@pytest.mark.req("EML-03", "RL-04")
def test_notices_that_come_twice_or_after_the_fact_repeat_nothing(desk: GraphDesk, graph: Graph) -> None:
    watched(desk, graph)
    item = desk.box.arrives(a_mail("one"))
    for _ in range(2):
        graph.notify()
        desk.box.changed(item, "updated")
        assert texts(desk) == ["one"]
    assert desk.accepted() == 1


@pytest.mark.req("EML-03")
def test_lost_notices_cost_a_minute_and_no_mail(
    desk: GraphDesk, graph: Graph, our_address: Reachable
) -> None:
    watched(desk, graph)
    our_address.deaf = True
    desk.box.arrives(a_mail("one"))
    assert graph.notify() == [503]
    desk.box.arrives(a_mail("two"))
    graph.lose_notifications()
    assert texts(desk) == []
    desk.ahead += timedelta(seconds=65)
    assert texts(desk) == ["one", "two"]


@pytest.mark.req("EML-03", "SE-03")
def test_a_notice_without_the_secret_or_of_nobodys_subscription_is_not_believed(
    desk: GraphDesk, graph: Graph
) -> None:
    watched(desk, graph)
    (one,) = graph.subscriptions.values()
    for about in ({"clientState": "guessed"}, {"clientState": ""}, {"id": "another"}):
        desk.box.arrives(a_mail("x"))
        graph.subscriptions = {"": one | about}
        graph.untold = [({**one, **about}, item, kind) for _, item, kind in graph.untold]
        assert graph.notify() == [202], "it is not said what was wrong"
    assert desk.queued == []
    assert not desk.due()


@pytest.mark.req("EML-03", "SE-03")
def test_what_cannot_be_read_is_refused_and_the_token_comes_back_as_it_is(desk: GraphDesk) -> None:
    at = desk.now()
    for body in (b"", b"[]", b"{}", b'{"value": [{}]}', b'{"value": 1}', b"\xff"):
        assert desk.flows.hear("office365", "", {}, body, at) == (400, "", False)
    assert desk.flows.hear("office365", "", {"validationToken": "<b>&x y"}, b"", at) == (200, "<b>&x y", True)
    assert desk.flows.hear("office365", "", {"validationToken": "x" * 5000}, b"", at) == (400, "", False)


@pytest.mark.req("EML-03")
@pytest.mark.parametrize("event", ["reauthorizationRequired", "subscriptionRemoved"])
def test_a_subscription_that_is_paused_or_removed_is_renewed_or_made_anew(
    desk: GraphDesk, graph: Graph, event: str
) -> None:
    watched(desk, graph)
    (before,) = graph.subscriptions
    desk.box.arrives(a_mail("while nothing was told"))
    graph.lose_notifications()
    assert graph.lifecycle(event) == [202]
    assert texts(desk) == ["while nothing was told"]
    (after,) = graph.subscriptions
    assert (after == before) is (event == "reauthorizationRequired")
    assert ("PATCH", f"/v1.0/subscriptions/{before}") in graph.asked
    desk.box.arrives(a_mail("told again"))
    assert graph.notify() == [202]
    assert len(texts(desk)) == 2


@pytest.mark.req("EML-03")
def test_missed_notices_have_the_mailbox_read_and_the_subscription_left_alone(
    desk: GraphDesk, graph: Graph
) -> None:
    watched(desk, graph)
    desk.box.arrives(a_mail("missed"))
    graph.lose_notifications()
    assert graph.lifecycle("missed") == [202]
    assert texts(desk) == ["missed"]
    assert not [one for one in graph.asked if "subscriptions" in one[1]]


@pytest.mark.req("EML-03")
def test_a_lost_word_of_the_subscriptions_end_is_made_good_by_the_next_renewal(
    desk: GraphDesk, graph: Graph
) -> None:
    watched(desk, graph)
    graph.subscriptions.clear()
    desk.box.arrives(a_mail("one"))
    desk.ahead += timedelta(days=1, minutes=1)
    assert texts(desk) == ["one"]
    assert len(graph.subscriptions) == 1


@pytest.mark.req("EML-03")
def test_a_subscription_is_renewed_in_time_and_ended_with_the_channel(desk: GraphDesk, graph: Graph) -> None:
    watched(desk, graph)
    (before,) = graph.subscriptions
    desk.ahead += timedelta(days=1, minutes=1)
    desk.read()
    assert ("PATCH", f"/v1.0/subscriptions/{before}") in graph.asked
    assert list(graph.subscriptions) == [before]
    desk.world.do(DisconnectChannel(desk.channel))
    desk.ahead += timedelta(minutes=5)
    desk.read()
    assert graph.subscriptions == {}
    assert desk.app.mailboxes.places.of(desk.channel) is None


@pytest.mark.req("EML-03")
def test_an_address_that_does_not_answer_the_handshake_leaves_the_mailbox_read(
    desk: GraphDesk, graph: Graph, our_address: Reachable
) -> None:
    our_address.deaf = True
    desk.box.arrives(a_mail("one"))
    assert texts(desk) == ["one"]
    assert graph.subscriptions == {}
