"""The contents of docker-compose.yml and its overrides; no Docker engine is needed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic_settings import BaseSettings
from sqlalchemy.engine import make_url

from bot.cli.parser import parser as bot_parser
from bot.settings import Settings
from common.operations.settings import OperatingSettings
from grader import settings as grader_settings
from grader.cli.parser import parser as grader_parser
from grader.jail import bubblewrap
from grader.queues.postgres.grader_queue import SHUTDOWN_S

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT.parent / "shared/compose/compose-spec.json"
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
GRADERS = ("grader", "grader-gpu")
RUN_ONCE = ("migrate", "grader-role")
FILES = sorted(file.name for file in ROOT.glob("docker-compose*.yml"))
EXAMPLE = re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

DIGEST = r"@sha256:[0-9a-f]{64}"

every_service = pytest.mark.parametrize("name", SERVICES)


@pytest.mark.skipif(
    not SCHEMA.exists(),
    reason=f"there is no {SCHEMA}: put compose-spec.json of github.com/compose-spec there",
)
@pytest.mark.parametrize("file", FILES)
def test_the_file_is_what_the_compose_specification_allows(file: str) -> None:
    schema = json.loads(SCHEMA.read_text())
    errors = Draft202012Validator(schema).iter_errors(yaml.safe_load((ROOT / file).read_text()))
    assert [f"{list(error.absolute_path)}: {error.message}" for error in errors] == []


@every_service
def test_no_service_has_more_rights_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not any("docker.sock" in volume for volume in service.get("volumes", []))


@every_service
def test_no_service_runs_as_root(name: str) -> None:
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", SERVICES[name]["user"])


@every_service
def test_every_service_has_limits_of_memory_and_processes(name: str) -> None:
    assert SERVICES[name]["mem_limit"]
    assert SERVICES[name]["pids_limit"] > 0


@every_service
def test_every_image_is_of_one_version(name: str) -> None:
    service = SERVICES[name]
    version = r"[a-z/-]+:v?\d+\.\d+(\.\d+)?(-\w+)?"
    digest = "" if "build" in service else DIGEST  # our own image has no digest before it is built
    assert re.fullmatch(version + digest, service["image"])


def test_the_images_are_built_from_one_version_of_python_and_not_as_root() -> None:
    dockerfile = (ROOT / "docker/Dockerfile").read_text()
    base = rf"^ARG BASE=python:\d+\.\d+\.\d+-slim-\w+{DIGEST}$"
    assert re.search(base, dockerfile, re.MULTILINE)
    stages = dict(re.findall(r"^FROM \S+ AS (\S+)\n(.*?)(?=^FROM|\Z)", dockerfile, re.M | re.S))
    for target in ("bot", "grader"):
        assert re.findall(r"^USER (.+)$", stages[target], re.M) == ["10001:10001"]


@every_service
def test_every_service_that_stays_is_asked_whether_it_is_ready(name: str) -> None:
    if name in RUN_ONCE:
        assert SERVICES[name]["restart"] == "no"
        return
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


def test_our_services_run_and_are_asked_by_commands_that_exist() -> None:
    parsers = {"bot": bot_parser(), "grader": grader_parser()}
    commands = [
        command
        for service in SERVICES.values()
        for command in (service.get("command"), service["healthcheck"].get("test", [])[1:])
        if command and command[0] == "python"
    ]
    assert len(commands) == 8
    for python, dash_m, module, *arguments in commands:
        assert (python, dash_m) == ("python", "-m")
        parsers[module].parse_args(arguments)


def test_a_grader_reaches_the_database_and_nothing_else() -> None:
    for grader in GRADERS:
        assert SERVICES[grader]["networks"] == ["queue"]
        assert "ports" not in SERVICES[grader]
    assert COMPOSE["networks"]["queue"]["internal"] is True
    assert [name for name, each in SERVICES.items() if "queue" in each["networks"]] == [
        "postgres",
        *GRADERS,
    ]


def test_the_database_is_reached_from_no_network_that_leads_outside() -> None:
    assert all(COMPOSE["networks"][name]["internal"] for name in SERVICES["postgres"]["networks"])
    assert "ports" not in SERVICES["postgres"]


def test_a_grader_knows_no_secret_but_its_own_role() -> None:
    for grader in GRADERS:
        environment = SERVICES[grader]["environment"]
        used = set(re.findall(r"\$\{(\w+)", " ".join(environment.values())))
        assert [name for name in used if re.search("TOKEN|SECRET|PASSWORD", name)] == [
            "TENSEI_GRADER_PASSWORD"
        ]
        address = make_url(environment["TENSEI_DATABASE_URL"].split(":?")[0] + "}@postgres/tensei")
        assert address.username == SERVICES["grader-role"]["command"][-1]


def test_the_schema_comes_before_the_bot_and_the_role_before_graders() -> None:
    assert waits_for("migrate") == {"postgres": "service_healthy"}
    assert waits_for("bot") == {"migrate": "service_completed_successfully"}
    assert waits_for("grader-role") == {"migrate": "service_completed_successfully"}
    for grader in GRADERS:
        assert waits_for(grader) == {"grader-role": "service_completed_successfully"}


def waits_for(service: str) -> dict[str, str]:
    return {name: each["condition"] for name, each in SERVICES[service]["depends_on"].items()}


def test_a_grader_that_is_stopped_has_the_time_to_finish_or_to_hand_back() -> None:
    for grader in GRADERS:
        seconds = int(SERVICES[grader]["stop_grace_period"].removesuffix("s"))
        assert SHUTDOWN_S < seconds <= 30


def test_only_grader_gpu_asks_for_a_card_and_only_in_its_profile() -> None:
    (device,) = SERVICES["grader-gpu"]["deploy"]["resources"]["reservations"]["devices"]
    assert (device["driver"], device["capabilities"]) == ("nvidia", ["gpu"])
    assert SERVICES["grader-gpu"]["profiles"] == ["gpu"]
    assert [name for name, each in SERVICES.items() if "deploy" in each] == ["grader-gpu"]


def test_every_port_that_is_published_is_on_loopback() -> None:
    ports = [
        port
        for file in FILES
        for service in yaml.safe_load((ROOT / file).read_text())["services"].values()
        for port in service.get("ports", [])
    ]
    assert len(ports) == 2
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_every_file_that_is_mounted_is_there() -> None:
    mounted = [
        volume.split(":")[0]
        for service in SERVICES.values()
        for volume in service.get("volumes", [])
        if volume.startswith("./")
    ]
    assert mounted
    assert [file for file in mounted if not (ROOT / file).is_file()] == []


def test_every_variable_of_the_compose_files_is_in_the_example_and_no_other() -> None:
    used = {name for file in FILES for name in re.findall(r"\$\{(\w+)", (ROOT / file).read_text())}
    assert sorted(used | {"COMPOSE_FILE"}) == sorted(EXAMPLE)


def test_the_bot_is_given_every_setting_that_there_is() -> None:
    not_for_containers = {
        "TENSEI_LOCAL_HOST",  # compose publishes no port of the local chat
        "TENSEI_LOCAL_PORT",
        "TENSEI_LOCAL_PREVIEW",  # for authors, set by `python -m lessons preview`
        "TENSEI_LESSONS",  # its folder has to be mounted: docker-compose.lessons.yml
        "TENSEI_BUILT_IN_LESSONS",  # docker-compose.lessons.yml, too
        "TENSEI_SLACK_HOST",  # docker-compose.slack-http.yml
        "TENSEI_SLACK_PORT",
    }
    assert set(SERVICES["bot"]["environment"]) == settings_of(Settings) - not_for_containers


def test_a_grader_is_given_every_setting_that_there_is() -> None:
    known = {
        name
        for model in vars(grader_settings).values()
        if isinstance(model, type) and issubclass(model, BaseSettings) and model is not BaseSettings
        for name in settings_of(model)
    }
    assert known > settings_of(OperatingSettings)
    # The address of its health checks keeps its default, as no two graders share a container.
    assert set(SERVICES["grader"]["environment"]) == known - {
        "TENSEI_HEALTH_HOST",
        "TENSEI_HEALTH_NAMES",
        "TENSEI_HEALTH_PORT",
    }


def settings_of(model: type[BaseSettings]) -> set[str]:
    """Return the names of a model's environment variables."""
    prefix = model.model_config["env_prefix"]
    return {
        str(field.validation_alias or f"{prefix}{name.upper()}")
        for name, field in model.model_fields.items()
    }


@pytest.mark.parametrize("file", [file for file in FILES if file != "docker-compose.yml"])
def test_an_override_changes_only_what_it_says(file: str) -> None:
    changed = yaml.safe_load((ROOT / file).read_text())["services"]
    names, keys = {
        "docker-compose.outer-wall.yml": (GRADERS, {"security_opt"}),
        "docker-compose.own-uids.yml": (GRADERS, {"user", "cap_add"}),
        "docker-compose.cgroups.yml": (GRADERS, {"cgroup", "security_opt"}),
        "docker-compose.lessons.yml": (("bot", *GRADERS), {"environment", "volumes"}),
        "docker-compose.slack-http.yml": (("bot",), {"environment", "ports"}),
    }[file]
    assert tuple(changed) == names
    assert all(set(service) == keys for service in changed.values())


def test_the_outer_wall_needs_no_privilege_and_no_capability() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.outer-wall.yml").read_text())["services"]
    for service in services.values():
        assert "no-new-privileges:true" in service["security_opt"]


def test_cgroups_need_no_privilege_and_show_the_container_its_own_alone() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.cgroups.yml").read_text())["services"]
    for service in services.values():
        assert service["cgroup"] == "private"
        assert service["security_opt"] == ["no-new-privileges:true", "writable-cgroups=true"]


def test_uids_of_their_own_need_the_capabilities_that_the_jail_takes_and_no_other() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.own-uids.yml").read_text())["services"]
    for service in services.values():
        assert {f"CAP_{name}" for name in service["cap_add"]} == {
            *bubblewrap._CAPABILITIES,
            "CAP_DAC_READ_SEARCH",
        }
