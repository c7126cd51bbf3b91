"""Somebody who meets a form: a browser without cookies, in a network of its own."""

import json
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse, encode_multipart

from domain.form.definition import usual_fields
from domain.form.fields import Field
from domain.intake.events import MessageAccepted
from tests.support.api import Served
from tests.support.forms import HIDDEN, FormDesk

SCRIPT = "<script>alert(1)</script>"
HTML = "text/html,application/xhtml+xml"
FIELDS = (
    *usual_fields("en"), HIDDEN, Field("picture", "Picture", "file"), Field("size", "Size", "choice", options=("S", "L")),
    Field("days", "Days", "choices", options=("Mon", "Tue")), Field("agree", f"Agree {SCRIPT}", "checkbox", help="So we may."),
    Field("amount", "Amount", "number", minimum="1", maximum="9"), Field("day", "Day", "date", minimum="2026-01-01"),
    Field("phone", "Phone", "phone"), Field("code", "Code", pattern="[A-Z]{2}[0-9]+", hint="As PL12.", shortest=3),
)  # fmt: skip


class Visitor:
    """Somebody with a browser of their own, in a network of their own."""

    def __init__(self, api: Served, desk: FormDesk) -> None:
        self.api, self.desk = api, desk
        self.key = desk.form.key
        number = desk.form_id.int
        self.address = f"10.{number % 250}.{number // 250 % 250}.{number // 62500 % 250}"

    def open(self, method: str, query: str = "", **more: Any) -> TestResponse:
        browser = self.api.app.test_client()
        browser.environ_base["REMOTE_ADDR"] = self.address
        headers = {"Accept": HTML, **more.pop("headers", {})}
        return browser.open(f"/f/{self.key}{query}", method=method, headers=headers, **more)

    def get(self, query: str = "", **more: Any) -> TestResponse:
        return self.open("GET", query, **more)

    def post(self, said: Mapping[str, Any], **more: Any) -> TestResponse:
        return self.open("POST", data=dict(said), **more)

    def post_parts(self, said: Mapping[str, Any], **more: Any) -> TestResponse:
        """Send as pages with files do; the body is made here, since the client's own leaves a large one's file open."""
        boundary, body = encode_multipart(MultiDict(dict(said)))
        return self.open("POST", data=body, content_type=f"multipart/form-data; boundary={boundary}", **more)

    def json(self, said: Any, **more: Any) -> TestResponse:
        return self.open("POST", json=said, headers={"Accept": "application/json"}, **more)

    def accepted(self) -> list[MessageAccepted]:
        log = self.api.application.log
        with self.api.application.pool.connection() as db:
            rows = db.execute(
                "SELECT notification_id FROM stored_events WHERE topic = 'intake.message_accepted' ORDER BY 1"
            ).fetchall()
        events = (one.event for one in log.at([int(str(row[0])) for row in rows]))
        return [
            one for one in events if isinstance(one, MessageAccepted) and one.channel_id == self.desk.channel
        ]

    def original(self) -> dict[str, Any]:
        """Return the last original that was accepted."""
        accepted = self.accepted()[-1]
        raw = self.api.application.blobs.get(accepted.blob_id, accepted.originator_id)
        assert raw is not None
        return dict(json.loads(raw))
