"""Lists go along an index however they are narrowed and sorted: no page reads its table from end to end (CNV-03, PF-05)."""

from collections.abc import Iterator
from uuid import uuid5

import pytest

from domain.view.filter import Filter
from projections.common.db import Db
from projections.inbox_list import lists
from tests.support.scene import Scene
from tests.support.viewing import project, tables_of, views

ROWS = 20_000
FILL = """
INSERT INTO inbox_list SELECT made.* FROM (SELECT * FROM inbox_list LIMIT 1) AS l, generate_series(1, %(rows)s) AS n,
LATERAL jsonb_populate_record(NULL::inbox_list, to_jsonb(l) || jsonb_build_object(
    'conversation_id', md5(n::text)::uuid, 'active_at', l.active_at - n * interval '1 minute',
    'shelf', CASE WHEN n %% 7 = 0 THEN 'open' ELSE 'closed' END,
    'team_id', CASE WHEN n %% 50 = 0 THEN %(team)s END, 'due', CASE WHEN n %% 40 = 0 THEN 'overdue' ELSE '' END,
    'due_at', CASE WHEN n %% 40 = 0 THEN l.active_at END,
    'properties', CASE n %% 30 WHEN 0 THEN jsonb_build_object(%(property)s::text, (n %% 4)::text) ELSE '{}'::jsonb END)) AS made"""
LANES = """
INSERT INTO inbox_list_valued SELECT account_id, lane, conversation_id, shelf, active_at FROM inbox_list,
    LATERAL (VALUES (%(property)s::uuid), (CASE properties ->> %(property)s::text WHEN '2' THEN %(value)s::uuid END)) AS v (lane)
WHERE properties ? %(property)s::text AND lane IS NOT NULL"""
SCANS = "SELECT coalesce(sum(seq_scan), 0) FROM pg_stat_xact_user_tables WHERE relname IN ('inbox_list', 'inbox_list_valued')"


@pytest.fixture
def filled(db: Db) -> Iterator[tuple[Db, Scene]]:
    """Many conversations of one inbox, made of one, with the settings of a server."""
    scene = Scene()
    scene.writes("Jo", assignee=scene.ann)
    with tables_of(db, "planned", views()["inbox_list"]):
        db.execute(
            "CREATE TABLE reading_marks (account_id uuid, user_id uuid, conversation_id uuid, position bigint)"
        )
        project(db, views()["inbox_list"], scene.recorded)
        property_id = scene.id("property")
        values = {
            "team": scene.id("team"),
            "property": property_id,
            "rows": ROWS,
            "value": uuid5(property_id, "2"),
        }
        db.execute(FILL, values)
        db.execute(LANES, values)
        db.execute("ANALYZE")
        yield db, scene


@pytest.mark.req("CNV-03", "CNV-10", "RTG-02", "PF-05")
def test_no_page_by_a_property_a_team_or_what_is_due_reads_the_whole_table(filled: tuple[Db, Scene]) -> None:
    db, scene = filled
    property_id, team = str(scene.id("property")), scene.id("team")
    asked = (
        (Filter(properties=((property_id, "is", "2"),)), "newest"),
        (Filter("closed", properties=((property_id, "set", ""),)), "oldest"),
        (Filter(properties=((property_id, "unset", ""),)), "newest"),
        (Filter("mine", properties=((property_id, "is", "2"),)), "priority"),
        (Filter(team_ids=(team,)), "newest"),
        (Filter("closed", team_ids=(team,)), "oldest"),
        (Filter(dues=("overdue",)), "newest"),
        (Filter(dues=("overdue", "soon")), "due"),
        (Filter("mine"), "due"),
        (Filter("unassigned"), "due"),
    )
    for chosen, sort in asked:
        before = db.execute(SCANS).fetchone()
        page = lists.page(db, scene.account_id, scene.inboxes, chosen, sort=sort, user_id=scene.ann, limit=20)
        assert db.execute(SCANS).fetchone() == before, (chosen, sort)
        assert page.items or chosen.base == "unassigned", (chosen, sort)
        after = lists.page(
            db,
            scene.account_id,
            scene.inboxes,
            chosen,
            sort=sort,
            user_id=scene.ann,
            limit=20,
            after=page.next,
        )
        assert not {row.conversation_id for row in after.items} & {row.conversation_id for row in page.items}
        assert db.execute(SCANS).fetchone() == before, (chosen, sort)
