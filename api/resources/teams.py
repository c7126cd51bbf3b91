"""Teams and their members."""

from uuid import UUID

from api.changes import change, create, etag, if_match
from api.context import found, here
from api.operations import Answer, Routes, Values
from api.schemas import people as shapes
from api.schemas.common import Changed, list_of
from application.team import AddTeamMember, ArchiveTeam, CreateTeam, RemoveTeamMember, RenameTeam
from projections.people import queries as people

MANAGE = "user_manage"
ONE = "/teams/<uuid:team_id>"

routes = Routes("teams", "Teams share inboxes and are named by routing rules.")


@routes.get("/teams", answer=list_of(shapes.Team))
def teams() -> Values:
    """List the account's teams by name."""
    context = here()
    return {"items": people.teams(context.db, context.account_id)}


@routes.get(ONE, answer=shapes.Team)
def team(team_id: UUID) -> Answer:
    """Read one team."""
    context = here()
    row = found(people.team(context.db, context.account_id, team_id), "team")
    return Answer(row, headers=etag(row.version))


@routes.write("POST", "/teams", body=shapes.Named, answer=Changed, status=201, permission=MANAGE)
def create_team(body: Values) -> Answer:
    """Form a team."""
    return create(CreateTeam(body["name"]), "/teams")


@routes.write("PUT", f"{ONE}/name", body=shapes.Named, answer=Changed, permission=MANAGE, versioned=True)
def rename_team(team_id: UUID, body: Values) -> Answer:
    """Give a team another name."""
    return change(RenameTeam(team_id, body["name"], expected_version=if_match()), team_id)


@routes.write("POST", f"{ONE}/archive", answer=Changed, permission=MANAGE, versioned=True)
def archive_team(team_id: UUID) -> Answer:
    """Use a team no longer: everybody leaves it, rules and inboxes that name it reach nobody by it."""
    return change(ArchiveTeam(team_id, expected_version=if_match()), team_id)


@routes.write("PUT", "/teams/<uuid:team_id>/members/<uuid:user_id>", body=shapes.AddMember, body_required=False,
              answer=Changed, permission=MANAGE, versioned=True)  # fmt: skip
def add_member(team_id: UUID, user_id: UUID, body: Values) -> Answer:
    """Let a user belong to a team."""
    return change(AddTeamMember(team_id, user_id, body["extra"], expected_version=if_match()), team_id)


@routes.write(
    "DELETE",
    "/teams/<uuid:team_id>/members/<uuid:user_id>",
    answer=Changed,
    permission=MANAGE,
    versioned=True,
)
def remove_member(team_id: UUID, user_id: UUID) -> Answer:
    """Let a user leave a team."""
    return change(RemoveTeamMember(team_id, user_id, expected_version=if_match()), team_id)
