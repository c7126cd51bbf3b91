"""The tour of the channels, as people start it: connected, written to, answered, and gone after Ctrl-C."""

import re
import signal
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import requests

from infrastructure.demo.touring import tour
from infrastructure.demo.touring.programs import Program
from infrastructure.demo.touring.state import MARK, made_anew, state_beside
from infrastructure.demo.touring.trouble import CannotGoOn
from infrastructure.embedded.lock import sole_instance
from tests.support.ports import free_port
from tests.support.product import PATIENCE, POSTROOM, eventually, surroundings
from tests.support.servers import temporary_state
from tests.support.serving import Running, all_gone

TOKEN = re.compile(r"Harbour & Pine, created.*?API token (\S+)", re.DOTALL)
PHONES = re.compile(r"the phones +(\S+)/ ")


class Tour(Running):
    """`postroom demo --channels` in a process of its own."""

    def __init__(self, beside: Path) -> None:
        self.port, self.tour_state = free_port(), state_beside(beside)
        super().__init__(
            [*POSTROOM, "demo", "--channels", "--port", str(self.port)], self.tour_state, surroundings(beside)
        )
        self.told = ""

    def wait_told(self) -> None:
        """Wait until it says what to try; fails with what it said instead."""
        for line in self.process.stdout or ():
            self.told += line
            if "Ctrl-C ends everything" in line:
                return
        raise AssertionError(self.told)

    def read(self, path: str) -> Any:
        """Read from the API by the demo company's token."""
        found = TOKEN.search((self.tour_state / "demo.txt").read_text(encoding="utf-8"))
        assert found
        url, headers = f"http://127.0.0.1:{self.port}/api/v1{path}", {"Authorization": f"Bearer {found[1]}"}
        answer = requests.get(url, headers=headers, timeout=PATIENCE)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def phone(self, key: str) -> list[str]:
        """Return what a phone of the town shows."""
        phones = requests.get(f"{self.page}/phones.json", timeout=PATIENCE).json()["phones"]
        return [line["text"] for one in phones if one["key"] == key for line in one["lines"]]

    @property
    def page(self) -> str:
        """Where the phones are."""
        found = PHONES.search(self.told)
        assert found, self.told
        return found[1]


@pytest.fixture(scope="module")
def given() -> Iterator[Tour]:
    """The tour, up to where it asks to be tried; Ctrl-C must leave nothing running."""
    with temporary_state() as above:
        beside = above / "var"
        with Tour(beside) as running:
            running.wait_told()
            yield running
            groups = running.groups()
            code, printed = running.stop(signal.SIGINT)
            assert (code, printed.rstrip().endswith("Stopped.")) == (0, True), printed
            assert all_gone(groups)
            with pytest.raises(requests.ConnectionError):
                requests.get(running.page, timeout=PATIENCE)
        assert not beside.exists(), "a normal run's state is left alone"


def connected(given: Tour, kind: str) -> Mapping[str, Any]:
    """Return the channel of a kind, which has to be connected."""
    (found,) = [one for one in given.read("/channels")["items"] if one["kind"] == kind]
    assert found["state"] == "connected"
    return dict(found)


def conversations(given: Tour, channel: Mapping[str, Any]) -> dict[str, Any]:
    """Return a channel's conversations by whom they are with."""
    rows = given.read("/conversations?view=open&limit=100")["items"]
    return {row["contact_name"]: row for row in rows if row["channel_id"] == channel["channel_id"]}


@pytest.mark.req("MSG-01", "MSG-02", "MSG-03", "MSG-05")
def test_a_page_is_connected_and_written_to(given: Tour) -> None:
    page = connected(given, "messenger")
    assert page["messenger"]["page_id"]
    rows = eventually(lambda: _both(conversations(given, page)), "Facebook says what the two are called")
    at = f"/conversations/{rows['Zofia Morska']['conversation_id']}"

    def seen() -> bool:
        (ours,) = [one for one in given.read(at)["messages"] if "What a view" in one["text"]]
        return bool(ours["delivery"]["state"] == "seen")

    eventually(seen, "what came to her phone is called seen")
    assert any(one["attachments"] for one in given.read(at)["messages"])
    assert any("five weeks" in line for line in given.phone("zofia"))


def _both(rows: dict[str, Any]) -> dict[str, Any] | None:
    return rows if {"Zofia Morska", "Igor Falk"} <= set(rows) else None


@pytest.mark.req("WAB-01", "WAB-02", "WAB-03")
def test_a_number_is_connected_and_written_to(given: Tour) -> None:
    number = connected(given, "whatsapp")
    assert number["whatsapp"]["registered"]
    rows = conversations(given, number)
    thread = given.read(f"/conversations/{rows['Ola Lipowa']['conversation_id']}")
    assert {one["said"]["kind"] for one in thread["messages"] if one["said"]} >= {"location"}
    assert any(one["attachments"] for one in thread["messages"])
    assert given.read(f"/conversations/{rows['Lech Batory']['conversation_id']}")["opted_out"]
    assert len(rows) == 3, "the third was begun with a template, which was answered"
    assert any("(presses That suits me)" in line for line in given.phone("kuba"))
    assert given.read(f"/channels/{number['channel_id']}/templates")["items"]


@pytest.mark.req("CAL-01", "CAL-02")
def test_a_line_is_connected_and_called(given: Tour) -> None:
    line = connected(given, "calling")

    def kept() -> list[Any]:
        rows = given.read("/conversations?view=open&limit=100")["items"]
        threads = [
            given.read(f"/conversations/{row['conversation_id']}")
            for row in rows
            if row["channel_id"] == line["channel_id"]
        ]
        found = [message["call"] for thread in threads for message in thread["messages"]]
        return found if all(one["recording"] for one in found) else []

    calls = eventually(kept, "a worker has fetched what was recorded")
    assert sorted(one["outcome"] for one in calls) == ["completed", "voicemail"]
    assert {one["recording"]["kind"] for one in calls} == {"call", "voicemail"}
    assert {one["consent"] for one in calls} == {"agreed"}
    assert any("call me back" in one["transcript"]["text"] for one in calls if one["transcript"])


@pytest.mark.req("MSG-01")
def test_who_writes_on_a_phone_comes_in(given: Tour) -> None:
    page = connected(given, "messenger")
    answer = requests.post(f"{given.page}/igor/write", data={"words": "Still there?"}, timeout=PATIENCE)
    assert answer.status_code == 200, answer.text

    def come() -> bool:
        rows = conversations(given, page).values()
        return any(row["preview"] == "Still there?" for row in rows)

    eventually(come, "it is in the inbox")


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotGoOn, match=f"Port {port} .* Choose another with --port"):
            tour.tour(tmp_path / "var-channels", port, print)
    assert not (tmp_path / "var-channels").exists()


def test_a_process_that_does_not_start_is_said_with_its_own_words(tmp_path: Path) -> None:
    words = ["tests.support.providers.town", "http://127.0.0.1:9", "no port"]
    with Program("town", words, surroundings(tmp_path), tmp_path) as town:
        with pytest.raises(CannotGoOn, match=r"town did not start[\s\S]*ValueError[\s\S]*tour-town.log"):
            town.line('{"page"', PATIENCE)
        with pytest.raises(CannotGoOn, match="town has ended"):
            town.check()


def test_without_the_tests_of_a_checkout_there_is_no_tour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tour, "CHECKOUT", tmp_path)
    with pytest.raises(CannotGoOn, match="Clone the repository"):
        tour.tour(tmp_path / "var-channels", free_port(), print)


def test_what_no_tour_made_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "var-channels"
    mine.mkdir()
    (mine / "letters").write_text("mine")
    with pytest.raises(CannotGoOn, match="that no tour made"):
        made_anew(mine)
    assert (mine / "letters").read_text() == "mine"


def test_a_tour_that_runs_there_is_left_alone_and_one_that_ended_is_removed(tmp_path: Path) -> None:
    state = made_anew(tmp_path / "var-channels")
    (state / "left").touch()
    with (
        sole_instance(state, "process 7 at http://127.0.0.1:8100"),
        pytest.raises(CannotGoOn, match="process 7"),
    ):
        made_anew(state)
    assert (state / "left").exists()
    made_anew(state)
    assert [one.name for one in state.iterdir()] == [MARK]
