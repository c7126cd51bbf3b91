"""Reading a Gmail mailbox: nothing lost, nothing twice, whatever dies, expires or is revoked (EML-03)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from application.channel_state import DisconnectChannel
from domain.channel.events import (
    AuthorisationLost,
    ChannelAuthorised,
    ChannelDegraded,
    ChannelRestored,
    ChannelVerified,
)
from infrastructure.mailboxes import gmail
from infrastructure.mailboxes.grants import Grants
from infrastructure.mailboxes.places import Places
from infrastructure.mailboxes.port import AuthorizationLost
from infrastructure.sending import TryAgain
from tests.support.mails import a_mail
from tests.support.providers.gmail_desk import GmailDesk
from tests.support.providers.gmail_http import Failure, Google, error


class Killed(BaseException):
    """The worker dies here."""


class Fatal(Places):
    """Kills whoever writes down how far a mailbox was read."""

    def read_up_to(self, *_: object) -> None:
        raise Killed


def texts(desk: GmailDesk) -> list[str]:
    return [one.text.strip() for one in desk.read()]


def watched(desk: GmailDesk) -> bool:
    return desk.box.watching is not None


def later(desk: GmailDesk, **time: float) -> GmailDesk:
    desk.ahead += timedelta(**time)
    return desk


@pytest.mark.req("EML-01", "EML-03", "RL-04")
def test_what_came_is_taken_in_once_and_in_order(desk: GmailDesk) -> None:
    for text in ("one", "two", "three"):
        desk.box.deliver(a_mail(text))
    assert texts(desk) == ["one", "two", "three"]
    assert not desk.due()
    assert texts(later(desk, minutes=2)) == ["one", "two", "three"]
    desk.box.deliver(a_mail("four"))
    assert texts(later(desk, minutes=2)) == ["one", "two", "three", "four"]
    assert desk.accepted() == 4
    assert len(desk.happened(ChannelVerified)) == 1


@pytest.mark.req("EML-03")
def test_the_authorisation_says_whose_the_mailbox_is_and_who_wanted_it(desk: GmailDesk) -> None:
    (authorised,) = desk.happened(ChannelAuthorised)
    assert authorised.address == desk.world.address("help")
    assert authorised.aliases == (desk.world.address("help"), desk.world.address("sales"))
    assert authorised.envelope.actor == f"user:{desk.world.admin}"


@pytest.mark.req("EML-03")
def test_only_mail_that_came_is_taken_in(desk: GmailDesk) -> None:
    for labels in (("SENT",), ("DRAFT",), ("SPAM",), ("TRASH", "INBOX"), ("CHAT",)):
        desk.box.deliver(a_mail("not this"), *labels)
    desk.box.deliver(a_mail("archived by a filter"), "CATEGORY_UPDATES")
    desk.box.deliver(a_mail("to ourselves"), "SENT", "INBOX")
    assert texts(desk) == ["archived by a filter", "to ourselves"]


@pytest.mark.req("EML-03")
def test_what_somebody_takes_out_of_spam_comes_then(desk: GmailDesk) -> None:
    spam = desk.box.deliver(a_mail("no spam at all"), "SPAM")
    assert texts(desk) == []
    desk.box.relabel(spam, add="INBOX", remove="SPAM")
    assert texts(later(desk, minutes=2)) == ["no spam at all"]


@pytest.mark.req("EML-03")
def test_what_lay_there_before_the_connection_stays_there(desk: GmailDesk) -> None:
    old = desk.box.deliver(a_mail("old"), "ARCHIVED", at=(desk.now() - timedelta(days=3)).timestamp())
    desk.box.relabel(old, add="INBOX", remove="ARCHIVED")
    assert texts(desk) == []


@pytest.mark.req("EML-03", "RL-03")
def test_a_history_that_expired_is_made_good_by_a_search_by_time(desk: GmailDesk, google: Google) -> None:
    desk.box.deliver(a_mail("one"))
    assert texts(desk) == ["one"]
    desk.box.deliver(a_mail("two"))
    desk.box.deliver(a_mail("three"))
    desk.box.forget_history()
    desk.box.deliver(a_mail("unwanted"), "SPAM")
    assert texts(later(desk, minutes=2)) == ["one", "two", "three"]
    assert google.count("/messages") == 1
    desk.box.deliver(a_mail("four"))
    assert texts(later(desk, minutes=2)) == ["one", "two", "three", "four"]
    assert google.count("/messages") == 1, "the new place in the history holds"


@pytest.mark.req("EML-03", "RL-03")
def test_all_pages_are_read(desk: GmailDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gmail, "PAGE", 2)
    wanted = [f"mail {number}" for number in range(5)]
    for text in wanted:
        desk.box.deliver(a_mail(text))
    assert texts(desk) == wanted
    desk.box.forget_history()
    more = [f"more {number}" for number in range(5)]
    for text in more:
        desk.box.deliver(a_mail(text))
    desk.box.oldest = desk.box.history_id + 1
    assert texts(later(desk, minutes=2)) == [*wanted, *more]


@pytest.mark.req("EML-03", "RL-02", "RL-04")
def test_a_worker_killed_before_it_wrote_down_how_far_it_read_repeats_nothing(desk: GmailDesk) -> None:
    desk.box.deliver(a_mail("one"))
    desk.box.deliver(a_mail("two"))
    killed = replace(desk.reading, places=Fatal(desk.app.pool))
    for _ in range(2):
        with pytest.raises(Killed):
            killed(desk.world.account, desk.channel, "")
    assert desk.accepted() == 2
    assert texts(desk) == ["one", "two"]


@pytest.mark.req("EML-03", "RL-02")
def test_without_the_working_state_everything_since_the_authorisation_is_asked_for(desk: GmailDesk) -> None:
    desk.box.deliver(a_mail("one"))
    assert texts(desk) == ["one"]
    desk.app.mailboxes.places.end(desk.channel)
    desk.box.deliver(a_mail("two"))
    assert texts(desk) == ["one", "two"]


@pytest.mark.req("RL-04")
def test_two_workers_do_not_read_one_mailbox_at_once(desk: GmailDesk) -> None:
    with desk.app.sender.alone(desk.channel) as alone:
        assert alone
        with pytest.raises(TryAgain):
            desk.reading(desk.world.account, desk.channel, "")


@pytest.mark.req("EML-03")
def test_a_mail_that_is_gone_before_it_is_fetched_holds_nothing_up(desk: GmailDesk) -> None:
    gone = desk.box.deliver(a_mail("gone"))
    desk.box.messages.remove(gone)
    desk.box.deliver(a_mail("there"))
    assert texts(desk) == ["there"]


@pytest.mark.req("EML-03")
def test_an_access_token_is_refreshed_before_it_is_over_and_when_it_is_refused(
    desk: GmailDesk, google: Google
) -> None:
    desk.box.deliver(a_mail("one"))
    assert texts(desk) == ["one"]
    assert google.count("/token") == 1
    desk.box.deliver(a_mail("two"))
    assert texts(later(desk, hours=1)) == ["one", "two"]
    assert google.count("/token") == 2
    google.login.access_tokens.clear()
    desk.box.deliver(a_mail("three"))
    assert texts(later(desk, minutes=2)) == ["one", "two", "three"]
    assert google.count("/token") == 3


@pytest.mark.req("EML-03", "ACC-09")
def test_a_revoked_grant_degrades_the_channel_and_authorising_again_catches_up(
    desk: GmailDesk, google: Google
) -> None:
    desk.box.deliver(a_mail("before"))
    assert texts(desk) == ["before"]
    google.login.revoke_all()
    desk.box.deliver(a_mail("meanwhile"))
    assert texts(later(desk, minutes=2)) == ["before"]
    assert desk.state() == ("degraded", "authorisation_lost")
    (lost,) = desk.happened(AuthorisationLost)
    assert (lost.reason, lost.envelope.actor) == ("invalid_grant", "system:mailbox")
    assert not later(desk, minutes=30).due(), "nobody asks in vain"
    desk.authorise()
    assert desk.state() == ("connected", "")
    assert texts(desk) == ["before", "meanwhile"]
    assert (len(desk.happened(ChannelDegraded)), len(desk.happened(ChannelRestored))) == (1, 1)
    assert desk.accepted() == 2


@pytest.mark.req("EML-03")
def test_a_late_refusal_of_an_earlier_grant_loses_nothing(desk: GmailDesk, google: Google) -> None:
    google.login.revoke_all()
    desk.authorise()
    desk.box.deliver(a_mail("one"))
    assert texts(desk) == ["one"]
    assert desk.happened(AuthorisationLost) == []


@pytest.mark.req("EML-03", "RL-06")
@pytest.mark.parametrize(
    ("failure", "seconds"),
    [
        (
            Failure("/history", 429, error(429, "Too many", "rateLimitExceeded", ""), {"Retry-After": "300"}),
            300,
        ),
        (Failure("/history", 403, error(403, "Slow down", "userRateLimitExceeded", "")), 15),
        (Failure("/history", 503, {}, {"Retry-After": "120"}), 120),
        (Failure("/history", 500, error(500, "Backend Error", "backendError", "")), 15),
        (Failure("/history"), 15),
    ],
)
def test_a_provider_that_is_busy_or_away_is_asked_again_in_time(
    desk: GmailDesk, google: Google, failure: Failure, seconds: int
) -> None:
    assert texts(desk) == []
    later(desk, hours=2)
    desk.box.deliver(a_mail("one"), at=desk.now().timestamp())
    google.failures.append(failure)
    assert texts(desk) == []
    assert desk.state() == ("connected", "")
    assert not later(desk, seconds=seconds - 2).due()
    assert texts(later(desk, seconds=4)) == ["one"]


@pytest.mark.req("EML-03")
def test_google_says_in_a_sentence_until_when_it_wants_to_hear_nothing(
    desk: GmailDesk, google: Google
) -> None:
    until = (desk.now() + timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    words = f"User-rate limit exceeded.  Retry after {until}"
    google.failures.append(Failure("/history", 429, error(429, words, "rateLimitExceeded", "")))
    assert texts(desk) == []
    left = desk.place().next_at - desk.now()
    assert timedelta(minutes=9) < left <= timedelta(minutes=10)


@pytest.mark.req("EML-03")
def test_a_mailbox_is_watched_anew_each_day_and_not_after_its_channel_ended(
    desk: GmailDesk, google: Google
) -> None:
    desk.read()
    assert google.count("/watch") == 1
    assert watched(desk)
    later(desk, minutes=5).read()
    assert google.count("/watch") == 1
    later(desk, hours=24).read()
    assert google.count("/watch") == 2
    desk.world.do(DisconnectChannel(desk.channel))
    later(desk, minutes=5).read()
    assert not watched(desk)
    assert desk.box.address not in google.login.refresh_tokens.values(), "the grant was given back"
    assert not desk.due()
    grants = Grants(desk.app.secrets, desk.now)
    with pytest.raises(AuthorizationLost):
        grants.held(desk.world.account, desk.channel)


@pytest.mark.req("EML-03")
def test_a_mailbox_that_cannot_be_watched_is_still_read(desk: GmailDesk, google: Google) -> None:
    desk.box.deliver(a_mail("one"))
    google.failures.append(Failure("/watch", 400, error(400, "No such topic", "invalidArgument", "")))
    assert texts(desk) == ["one"]
