"""The virus scanner: clamd's INSTREAM, against a server that speaks it over real connections (CNV-08)."""

from pathlib import Path

import pytest

from application.uploads import NotScanned
from infrastructure.scanning import Clamd, NoScanner, scanner_of
from tests.support.clamd import EICAR, clamd


def verdict(scanner: Clamd | NoScanner, *pieces: bytes) -> str:
    with scanner.scan() as scan:
        for piece in pieces:
            scan.feed(piece)
        return scan.verdict()


@pytest.mark.req("CNV-08")
def test_clamd_is_shown_the_whole_file_and_believed() -> None:
    with clamd() as (url, heard):
        assert verdict(Clamd(url), b"one ", b"", b"two") == ""
        assert verdict(Clamd(url), EICAR[:20], EICAR[20:]) == "Eicar-Test-Signature"
        assert heard == [b"one two", EICAR]
        assert verdict(Clamd(url)) == ""


@pytest.mark.req("CNV-08")
def test_what_clamd_will_not_read_to_the_end_is_not_taken() -> None:
    with clamd(most=1000) as (url, _), pytest.raises(NotScanned, match="too large"):
        verdict(Clamd(url), *[bytes(500)] * 4000)


@pytest.mark.req("CNV-08")
def test_without_an_answer_nothing_is_taken(tmp_path: Path) -> None:
    with clamd() as (url, _):
        pass
    with pytest.raises(NotScanned):
        verdict(Clamd(url), b"a")
    with pytest.raises(NotScanned):
        verdict(Clamd(f"unix:{tmp_path}/none"), b"a")
    with clamd(answer=b"") as (url, _), pytest.raises(NotScanned):
        verdict(Clamd(url), b"a")
    with clamd(answer=b"stream: Something else ERROR\0") as (url, _), pytest.raises(NotScanned):
        verdict(Clamd(url), b"a")


@pytest.mark.req("CNV-08")
def test_no_scanner_is_the_default_and_finds_nothing() -> None:
    assert isinstance(scanner_of(""), NoScanner)
    assert verdict(NoScanner(), EICAR) == ""
    assert isinstance(scanner_of("tcp://127.0.0.1:3310"), Clamd)
