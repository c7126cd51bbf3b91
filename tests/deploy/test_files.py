"""The Dockerfile and docker-compose.yml say what is true of this checkout."""

import json
import os
import re
import runpy
import subprocess
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from api import docs, web
from infrastructure.cli import COMMANDS
from infrastructure.cli.__main__ import postroom
from infrastructure.embedded.identity import SWITCH
from infrastructure.embedded.placement import packaged_binaries
from infrastructure.embedded.postgres import SETTINGS
from infrastructure.settings import Settings
from infrastructure.version import VERSION
from tests.support.compose import Composed, Image, filled
from tests.support.serving import CHECKOUT

GIVEN = {"POSTGRES_PASSWORD": "secret", "POSTROOM_MASTER_KEY": "A" * 43 + "="}
KNOWN = {f"POSTROOM_{field.name.upper()}" for field in fields(Settings)} | {SWITCH}
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}
CONTAINER_PORTS = {"api": Settings.port, "smtp": Settings.smtp_port}


@pytest.fixture(scope="module")
def composed() -> Composed:
    return Composed.read(GIVEN)


@pytest.fixture(scope="module")
def image() -> Image:
    return Image.read()


@pytest.mark.req("RL-09")
def test_every_process_has_a_service_and_every_command_exists(composed: Composed) -> None:
    commands = {name: service["command"] for name, service in composed.ours().items()}
    assert {words[0] for words in commands.values()} <= set(COMMANDS)
    assert {"migrate", "api", "worker", "projector", "smtp"} <= {words[0] for words in commands.values()}
    for words in commands.values():
        assert CliRunner().invoke(postroom, [*words, "--help"]).exit_code == 0


def test_every_variable_is_one_that_is_read(composed: Composed, image: Image) -> None:
    for service in composed.ours().values():
        settings = service["environment"]
        assert set(settings) <= KNOWN
        Settings.from_env({**image.env, **settings})
    assert {name for name in image.env if name.startswith("POSTROOM_")} <= KNOWN


@pytest.mark.parametrize("absent", sorted(GIVEN))
def test_without_its_secrets_nothing_starts(absent: str) -> None:
    with pytest.raises(KeyError, match=absent):
        Composed.read({name: value for name, value in GIVEN.items() if name != absent})
    assert filled("${A:-b} ${C}", {"C": "d"}) == "b d"


def test_the_open_ports_are_those_that_are_listened_at(composed: Composed, image: Image) -> None:
    published = {
        name: int(port.rpartition(":")[2])
        for name, service in composed.services.items()
        for port in service.get("ports", ())
    }
    assert published == CONTAINER_PORTS
    assert {int(port) for port in image.last("EXPOSE").split()} == set(CONTAINER_PORTS.values())
    assert (image.env["POSTROOM_HOST"], image.env["POSTROOM_SMTP_HOST"]) == ("0.0.0.0", "0.0.0.0")  # noqa: S104


def test_what_must_last_is_on_volumes(composed: Composed, image: Image) -> None:
    mounted = {
        name: dict(volume.split(":") for volume in service["volumes"])
        for name, service in composed.services.items()
    }
    assert {volume for volumes in mounted.values() for volume in volumes} == set(composed.volumes)
    for name in composed.ours():
        assert list(mounted[name].values()) == [image.env["POSTROOM_STATE"]] == [image.last("VOLUME")]


def test_who_depends_on_whom_makes_sense(composed: Composed) -> None:
    order = list(composed.in_order())
    assert order.index("postgres") < order.index("migrate") < order.index("api")
    for name, service in composed.services.items():
        for needed, how in service.get("depends_on", {}).items():
            assert how["condition"] in CONDITIONS, name
            assert how["condition"] != "service_healthy" or "healthcheck" in composed.services[needed], name
    after = {name for name, service in composed.ours().items() if "migrate" in service["depends_on"]}
    assert after == set(composed.ours()) - {"migrate"}


def test_the_database_is_the_one_the_tests_use(composed: Composed) -> None:
    server = composed.services["postgres"]
    words = server["command"]
    options = dict(word.split("=") for word in words[1:] if word != "-c")
    assert {name: SETTINGS[name] for name in options} == options
    made = (CHECKOUT / "infrastructure/embedded/postgres.py").read_text(encoding="utf-8")
    for word in server["environment"]["POSTGRES_INITDB_ARGS"].split():
        assert f'"{word}"' in made, word
    version = subprocess.run(
        [packaged_binaries() / "postgres", "--version"], capture_output=True, text=True, check=True, env={}
    )
    assert server["image"].partition(":")[2] == re.findall(r"\d+", version.stdout)[0]


def test_the_health_of_the_database_is_asked_by_a_program_that_is_there(composed: Composed) -> None:
    kind, program, *options = composed.services["postgres"]["healthcheck"]["test"]
    assert kind == "CMD"
    asked = subprocess.run(
        [packaged_binaries() / program, *options, "-h", "/nowhere"],
        capture_output=True,
        text=True,
        check=False,
        env={},
    )
    assert (asked.returncode, "no response" in asked.stdout) == (2, True)


def test_the_image_holds_every_layer_and_nothing_that_is_not_there(image: Image) -> None:
    sent = (CHECKOUT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for path in (path for stage in image.stages.values() for path in stage.copied):
        assert (CHECKOUT / path).exists(), path
        assert f"!{path.removesuffix('/')}" in sent, path
    layers = {path.parent.name for path in CHECKOUT.glob("*/__init__.py")} - {"tests"}
    layers |= {"domain", "application", "projections", "api", "infrastructure"}
    assert layers <= set(image.copied)
    assert image.env["PYTHONPATH"] == image.last("WORKDIR")


@pytest.mark.req("UIX-01")
def test_the_image_holds_every_folder_that_is_served_from(image: Image) -> None:
    made = Path(runpy.run_path(str(CHECKOUT / "web/make.py"))["BUILT"]).relative_to(CHECKOUT)
    held = [Path(place) for place in (*image.copied, *image.taken)]
    for folder in (web.BUILD, docs.HERE / "templates"):
        served = folder.relative_to(CHECKOUT)
        assert any(served.is_relative_to(place) for place in held), served
    # the interface is made in a stage of its own, as it is made here
    stage, path = image.taken[str(made)]
    making = image.stages[stage]
    assert Path(path) == Path(making.last("WORKDIR")) / made
    assert {"requirements-web.txt", "web"} <= set(making.copied)
    runs = [rest for word, rest in making.steps if word == "RUN"]
    assert "--require-hashes -r requirements-web.txt" in runs[0]
    assert runs[-1] == "python web/make.py"
    ignored = (CHECKOUT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "web/node_modules" in ignored[ignored.index("!web") :]


def test_the_version_is_the_same_wherever_it_stands() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION


@pytest.mark.req("SE-07")
def test_the_image_installs_by_digest_and_runs_as_nobody_in_particular(image: Image) -> None:
    words = [word for word, _ in image.steps]
    assert "--require-hashes -r requirements.txt" in image.last("RUN")
    assert image.last("USER") not in {"root", "0"}
    assert words.index("USER") > max(place for place, word in enumerate(words) if word in {"RUN", "COPY"})
    assert json.loads(image.last("ENTRYPOINT")) == ["python", "-m", "infrastructure.cli"]
    assert json.loads(image.last("CMD"))[0] in COMMANDS
    locked = (CHECKOUT / "requirements.txt").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    pins = [line for line in locked if line and not line.startswith("#")]
    assert pins
    assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)
    assert os.sep not in image.last("USER")
