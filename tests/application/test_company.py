"""What a company says of itself, by whoever sees to the account."""

import pytest

from application.company import RemoveLogo, RenameAccount, SetBranding, SetDataPrivacy, SetLocale, SetLogo
from application.pictures import PNG, NoPicture
from application.team import AddTeamMember, ArchiveTeam, RenameTeam
from domain.account.aggregate import Account
from domain.account.branding import Branding
from domain.kernel.refusal import InvalidInput, NotAllowed, VersionMismatch
from domain.team.aggregate import Team, TeamIsArchived
from tests.support.pictures import png
from tests.support.world import World


@pytest.mark.req("ACC-07", "ACC-11")
def test_an_administrator_says_what_the_company_is() -> None:
    world = World()
    ann = world.user("Ann")
    commands = (
        RenameAccount("Acme Ltd"),
        SetLocale("Asia/Tokyo", "pl"),
        SetDataPrivacy(on=True),
        SetBranding(" Acme ", "#223344", "#FFFFFF"),
    )
    for command in commands:
        with pytest.raises(NotAllowed):
            world.do(command, by=ann)
        world.do(command, by=world.admin)
    account = world.get(Account, world.account)
    assert (account.name, account.time_zone, account.language, account.data_privacy) == (
        "Acme Ltd", "Asia/Tokyo", "pl", True,
    )  # fmt: skip
    assert account.branding == Branding("Acme", "#223344", "#ffffff")
    with pytest.raises(InvalidInput, match="IANA"):
        world.do(SetLocale("Mars/Base", "en"), by=world.admin)
    with pytest.raises(VersionMismatch):
        world.do(RenameAccount("Late", expected_version=1), by=world.admin)


@pytest.mark.req("ACC-11", "CNV-08")
def test_a_logo_is_a_picture_that_is_kept_sealed() -> None:
    world = World()
    ann = world.user("Ann")
    for command in (SetLogo(png()), RemoveLogo()):
        with pytest.raises(NotAllowed):
            world.do(command, by=ann)
    with pytest.raises(NoPicture):
        world.do(SetLogo(b"<svg/>"), by=world.admin)
    world.do(SetLogo(png()), by=world.admin)
    logo = world.get(Account, world.account).logo
    assert logo is not None
    assert (world.ports.blobs.get(logo, logo) or b"").startswith(PNG)
    world.do(RemoveLogo(), by=world.admin)
    assert world.get(Account, world.account).logo is None


@pytest.mark.req("ACC-10")
def test_a_team_is_renamed_and_archived() -> None:
    world = World()
    ann = world.user("Ann")
    team = world.team("Night", ann)
    with pytest.raises(NotAllowed):
        world.do(ArchiveTeam(team), by=ann)
    world.do(RenameTeam(team, "Day"), by=world.admin)
    assert world.get(Team, team).name == "Day"
    world.do(ArchiveTeam(team), by=world.admin)
    assert world.get(Team, team).archived
    with pytest.raises(TeamIsArchived):
        world.do(AddTeamMember(team, ann), by=world.admin)
