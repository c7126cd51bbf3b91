"""Who may see and do what, and who has how much to do."""

import pytest

from domain.account import events as account
from domain.inbox.events import InboxAccessSet
from domain.routing.events import SlotsOpened
from domain.team import events as team
from domain.token import events as token
from domain.user import events as user
from projections.common.db import Db
from projections.people import queries
from tests.support import mail
from tests.support.scene import Scene
from tests.support.viewing import shown


@pytest.mark.req("ACC-10")
@pytest.mark.parametrize("by", ["everyone", "name", "team", "nothing"])
def test_an_inbox_is_seen_by_everyone_by_name_or_through_a_team(db: Db, by: str) -> None:
    scene = Scene()
    team_id = scene.id("team")
    scene.record(team.TeamCreated, team_id, name="First line")
    scene.record(team.TeamMemberAdded, team_id, user_id=scene.ann, extra=True)
    scene.record(
        InboxAccessSet, scene.inbox_id, everyone=by == "everyone", user_ids=(scene.ann,) if by == "name" else (),
        team_ids=(team_id,) if by == "team" else (),
    )  # fmt: skip
    with shown(db, "people", scene.recorded):
        seen = queries.visible_inboxes(db, scene.account_id, scene.ann)
        (facts,) = queries.candidates(db, scene.account_id, scene.inbox_id, [], [team_id])
        assert queries.visible_inboxes(db, scene.id("another account"), scene.ann) == ()
    assert seen == (() if by == "nothing" else (scene.inbox_id,))
    assert facts.inbox_access == (by != "nothing")


@pytest.mark.req("RTG-06", "CHT-14")
def test_candidates_come_with_their_routing_facts_once_each(db: Db) -> None:
    scene = Scene()
    bea = scene.add_user("Bea")
    team_id = scene.id("team")
    scene.record(team.TeamCreated, team_id, name="First line")
    scene.record(team.TeamMemberAdded, team_id, user_id=scene.ann, extra=False)
    scene.record(user.CapacitySet, scene.ann, live=2, total=None)
    scene.record(user.SeatRemoved, bea, hub="service")
    first, second = scene.writes("Jo", assignee=scene.ann), scene.writes("Bo", assignee=scene.ann)
    taken = scene.at
    scene.command()
    mail.assign(scene, first, scene.inbox_id, scene.channel_id, bea, scene.ann)
    with shown(db, "people", scene.recorded):
        found = {
            each.user_id: each
            for each in queries.candidates(db, scene.account_id, scene.inbox_id, [scene.ann, bea], [team_id])
        }
    assert set(found) == {scene.ann, bea}
    assert second != first
    ann = found[scene.ann]
    assert (ann.seats, ann.available, ann.capacity_live, ann.capacity_total) == (["service"], True, 2, None)
    assert (ann.open, ann.live, ann.last_taken_at) == (1, 0, taken)
    assert (found[bea].seats, found[bea].open) == ([], 1)


@pytest.mark.req("CHT-14")
def test_a_month_begins_with_the_slots_still_held(db: Db) -> None:
    scene = Scene()
    scene.writes("Jo", assignee=scene.ann)
    held = (
        {"conversation": str(scene.id("c1")), "live": True},
        {"conversation": str(scene.id("c2")), "live": False},
    )
    scene.record(
        SlotsOpened,
        scene.id("slots", "april"),
        user_id=scene.ann,
        month="2026-04",
        held=held,
        last_taken_at=None,
    )
    with shown(db, "people", scene.recorded):
        found = queries.user(db, scene.account_id, scene.ann)
    assert found is not None
    assert (found.open, found.live) == (2, 1)


@pytest.mark.req("ACC-10", "ACC-12", "ACC-06")
def test_a_user_is_what_was_last_said_of_them(db: Db) -> None:
    scene = Scene()
    scene.record(user.RolesChanged, scene.ann, roles=("admin",), permissions=("audit_read",))
    scene.record(user.PasswordSet, scene.ann)
    scene.record(user.AvailabilityChanged, scene.ann, available=False, until=scene.at)
    scene.record(
        user.PersonalAddressClaimed, scene.ann, address="ann@home.example", claim_id=scene.id("claim")
    )
    scene.record(user.ProfileChanged, scene.ann, shown_name="Ann K.", about="Parcels")
    scene.record(user.UserDeactivated, scene.ann)
    with shown(db, "people", scene.recorded):
        (found,) = queries.users(db, scene.account_id)
        assert queries.users(db, scene.account_id, after=scene.ann) == []
        assert queries.names(db, scene.account_id, [scene.ann]) == {scene.ann: "Ann"}
        assert queries.visible_inboxes(db, scene.account_id, scene.ann) == ()
    assert (found.roles, found.permissions, found.has_password) == (["admin"], ["audit_read"], True)
    assert (found.available, found.available_until, found.active) == (False, scene.at, False)
    assert found.personal_address == "ann@home.example"
    assert (found.name, found.shown_name, found.about) == ("Ann", "Ann K.", "Parcels")


@pytest.mark.req("EML-07")
def test_customers_see_the_name_a_user_shows_or_else_the_users_own(db: Db) -> None:
    for shown_name, seen in (("Ann K.", "Ann K."), ("", "Ann")):
        scene = Scene()
        scene.record(user.ProfileChanged, scene.ann, shown_name=shown_name, about="")
        with shown(db, "people", scene.recorded):
            standing = queries.standing(db, scene.account_id, scene.ann)
        assert standing is not None
        assert standing[0] == seen


@pytest.mark.req("API-06")
def test_a_user_has_a_second_factor_until_it_is_taken_away(db: Db) -> None:
    scene = Scene()
    shows = []
    with shown(db, "people", scene.recorded):
        before = queries.user(db, scene.account_id, scene.ann)
    assert before is not None
    for fact in (
        user.SecondFactorEnabled,
        user.SecondFactorReset,
        user.SecondFactorEnabled,
        user.SecondFactorDisabled,
    ):
        scene.record(fact, scene.ann)
        with shown(db, "people", scene.recorded):
            found = queries.user(db, scene.account_id, scene.ann)
        assert found is not None
        shows.append((found.second_factor, found.version - before.version))
    assert shows == [(True, 1), (False, 2), (True, 3), (False, 4)]


@pytest.mark.req("ACC-05", "EML-04")
def test_an_account_is_read_with_its_settings(db: Db) -> None:
    scene = Scene()
    relay = {
        "host": "smtp.example",
        "port": 587,
        "security": "starttls",
        "username": "u",
        "has_password": True,
    }
    scene.record(account.SubscriptionChanged, scene.account_id, hub="service", tier="starter")
    scene.record(account.LimitsSet, scene.account_id, tickets_per_contact=7)
    scene.record(account.RelaySet, scene.account_id, **relay)
    scene.record(account.SignInRulesSet, scene.account_id, passwords=True, second_factor=True)
    with shown(db, "people", scene.recorded):
        found = queries.account(db, scene.account_id)
        (inbox,) = queries.inboxes(db, scene.account_id)
        assert queries.inboxes(db, scene.account_id, ()) == []
        assert queries.inbox(db, scene.account_id, scene.inbox_id) == inbox
    assert found is not None
    assert (found.subscriptions, found.tickets_per_contact, found.relay) == ({"service": "starter"}, 7, relay)
    assert (found.version, inbox.name, inbox.everyone) == (5, "Support", True)


def test_a_token_is_found_by_its_id_alone(db: Db) -> None:
    scene = Scene()
    token_id = scene.id("token")
    scene.command(f"user:{scene.ann}")
    scene.record(token.TokenIssued, token_id, name="CI", scopes=("read",), expires_at=None)
    scene.record(token.TokenRevoked, token_id)
    with shown(db, "people", scene.recorded):
        found = queries.token(db, token_id)
        assert queries.tokens(db, scene.account_id) == [found]
    assert found is not None
    assert (found.account_id, found.scopes, found.issued_by) == (
        scene.account_id,
        ["read"],
        f"user:{scene.ann}",
    )
    assert found.revoked_at == scene.at


@pytest.mark.req("ACC-10")
def test_teams_have_main_and_extra_members(db: Db) -> None:
    scene = Scene()
    bea, team_id = scene.add_user("Bea"), scene.id("team")
    scene.record(team.TeamCreated, team_id, name="First line")
    scene.record(team.TeamMemberAdded, team_id, user_id=scene.ann, extra=True)
    scene.record(team.TeamMemberAdded, team_id, user_id=bea, extra=False)
    scene.record(team.TeamMemberRemoved, team_id, user_id=scene.ann)
    scene.record(team.TeamMemberAdded, team_id, user_id=scene.ann, extra=True)
    with shown(db, "people", scene.recorded):
        found = queries.team(db, scene.account_id, team_id)
        assert queries.teams(db, scene.account_id) == [found]
    assert found is not None
    assert found.members == [
        {"user_id": str(bea), "extra": False},
        {"user_id": str(scene.ann), "extra": True},
    ]


@pytest.mark.req("ACC-07", "ACC-10", "ACC-11")
def test_a_company_says_otherwise_what_it_is_and_a_team_ends(db: Db) -> None:
    scene = Scene()
    team_id = scene.id("team")
    looks = {"name": "Acme", "accent": "#223344", "text": "#ffffff"}
    scene.record(account.AccountRenamed, scene.account_id, name="Acme Ltd")
    scene.record(account.LocaleSet, scene.account_id, time_zone="Asia/Tokyo", language="pl")
    scene.record(account.DataPrivacySet, scene.account_id, on=True)
    scene.record(account.BrandingSet, scene.account_id, **looks)
    scene.record(team.TeamCreated, team_id, name="Night")
    scene.record(team.TeamMemberAdded, team_id, user_id=scene.ann, extra=True)
    scene.record(team.TeamRenamed, team_id, name="Day")
    with shown(db, "people", scene.recorded):
        found = queries.account(db, scene.account_id)
        before = queries.teams(db, scene.account_id)
    scene.record(team.TeamArchived, team_id, user_ids=(scene.ann,))
    with shown(db, "people", scene.recorded):
        ended = queries.team(db, scene.account_id, team_id)
        assert queries.teams(db, scene.account_id) == []
    assert found is not None
    assert (found.name, found.time_zone, found.language) == ("Acme Ltd", "Asia/Tokyo", "pl")
    assert (found.data_privacy, found.branding) == (True, looks)
    assert [(one.name, len(one.members)) for one in before] == [("Day", 1)]
    assert ended is not None
    assert (ended.archived, ended.members) == (True, [])
