"""Requests made at random of the OpenAPI document: never an error of ours, never an answer it does not name (SE-02).

`POSTROOM_FUZZ=300 ./dev test tests/security/test_fuzzing.py` makes that many of each operation and mode.
"""

import os
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, CheckContext, GenerationMode, Response
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.app import create_app
from api.openapi import document
from tests.security.accounts import Account
from tests.security.described import Described, operations
from tests.support.api import Served

AT_ROOT = [path for path, item in document()["paths"].items() if "servers" in item]
"""What stands beside the API; the generator knows one server only."""
ALL = [
    one
    for one in operations()
    if one.rule not in AT_ROOT and "text/event-stream" not in one.responses.get("200", {}).get("content", {})
]
EXAMPLES = int(os.environ.get("POSTROOM_FUZZ", "6"))
"""Of each operation and mode."""
SEED = 20261122
known: list[str] = [str(uuid4())]
"""Ids there are, and one there is not; used where the document says that an id stands."""

pytestmark = pytest.mark.req("SE-02")


def no_error_of_ours(_ctx: CheckContext, response: Response, _case: Case[Any]) -> None:
    """Fail for what went wrong here; to be told to ask again in a moment is no error."""
    text = response.content.decode()
    behind = response.status_code == 503 and response.headers.get("retry-after") and '"behind"' in text
    assert response.status_code < 500 or behind, text


CHECKS = [
    no_error_of_ours, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip


@pytest.fixture(scope="session")
def described(api: Served) -> BaseSchema:
    """The document as the application serves it, which here waits for no position."""
    quick = replace(api.services.settings, wait_seconds=0.01)
    schemathesis.openapi.format("uuid", st.integers(0, 1000).map(lambda number: known[number % len(known)]))
    return schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", create_app(replace(api.services, settings=quick))
    )


@pytest.fixture(scope="session")
def fuzzed(api: Served) -> Account:
    """An account that may come to harm."""
    account = Account(api, "fuzzed")
    known[:] = [*account.ids.values(), str(uuid4())]
    return account


@pytest.mark.parametrize(
    ("one", "mode"),
    [
        pytest.param(one, mode, id=f"{one} {mode.value}")
        for one in ALL
        for mode in GenerationMode
        # without a body or a query string there is nothing to get wrong
        if mode is GenerationMode.POSITIVE or one.body or any(p["in"] == "query" for p in one.parameters)
    ],
)
def test_no_request_meets_an_error_or_an_undocumented_answer(
    described: BaseSchema, fuzzed: Account, one: Described, mode: GenerationMode
) -> None:
    ids = {place.steps[0]: fuzzed.ids[place.kind] for place in one.places if place.where == "path"}
    cases = described[one.rule][one.method].as_strategy(mode, path_parameters=ids | dict(one.words))

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=cases)
    def run(case: Case[Any]) -> None:
        case.call_and_validate(headers=fuzzed.admin().headers(), checks=CHECKS)

    run()
