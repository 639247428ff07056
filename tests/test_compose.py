"""compose.yaml shows the whole, and names nothing that isn't there."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from app.web.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
WRITTEN = (ROOT / "compose.yaml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(WRITTEN)
SERVICES: dict[str, Any] = COMPOSE["services"]
WORKER = SERVICES["worker"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
README = (ROOT / "README.md").read_text()
HALL = README.partition("## Running it for a hall\n")[2].partition("\n## ")[0]


def test_every_setting_in_it_is_one_of_ours() -> None:
    known = {f"{PREFIX}{setting.name.upper()}" for setting in fields(Settings)}
    named = {name for name in WORKER["environment"] if name.startswith(PREFIX)}
    assert {"FALLLINE_REDIS_URL", "FALLLINE_DATABASE_URL"} <= named <= known


def test_what_the_workers_ask_is_a_service_that_answers_before_they_start() -> None:
    urls = [value for name, value in WORKER["environment"].items() if name.endswith("_URL")]
    hosts = {urlsplit(re.sub(r"\$\{.*?\}", "secret", url)).hostname for url in urls}
    assert hosts == {"redis", "postgres"} == set(WORKER["depends_on"])
    assert all(WORKER["depends_on"][host] == {"condition": "service_healthy"} for host in hosts)


def test_there_are_two_workers_and_the_proxy_finds_each_at_the_port_that_the_image_opens() -> None:
    assert WORKER["deploy"]["replicas"] == 2
    (port,) = re.findall(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)
    assert f"dynamic a worker {port} {{" in COMPOSE["configs"]["proxy"]["content"]
    assert SERVICES["proxy"]["configs"] == [{"source": "proxy", "target": "/etc/caddy/Caddyfile"}]


@pytest.mark.parametrize("service", SERVICES)
def test_each_service_has_its_version_its_check_and_comes_back_by_itself(service: str) -> None:
    told = SERVICES[service]
    if "image" in told:
        tag = told["image"].partition(":")[2]
        assert re.match(r"\d", tag), "a version, not whatever is the latest"
        assert told["healthcheck"]["test"][0] == "CMD"
    else:
        assert told["build"] == "."
        assert "HEALTHCHECK" in DOCKERFILE
    assert told["restart"] == "unless-stopped"


def test_what_is_kept_lies_in_volumes_and_redis_writes_before_it_answers() -> None:
    mounted = [volume.partition(":") for told in SERVICES.values() for volume in told.get("volumes", ())]
    assert {name for name, _, _ in mounted} == set(COMPOSE["volumes"])
    command = SERVICES["redis"]["command"]
    options = dict(zip(command[1::2], command[2::2], strict=True))
    assert options["--appendonly"] == "yes"
    assert options["--appendfsync"] == "always"


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    assert [name for name, told in SERVICES.items() if "ports" in told] == ["proxy"]


def test_the_image_has_the_drivers_of_all_that_its_workers_ask() -> None:
    (extras,) = re.findall(r"pip install .*'\.\[([\w,]+)\]'", DOCKERFILE)
    assert set(extras.split(",")) == {"postgres", "redis"}


def test_the_readme_says_what_may_be_set_for_it() -> None:
    asked = set(re.findall(r"\$\{(\w+)", WRITTEN))
    assert asked == {"SITE", "POSTGRES_PASSWORD"}
    assert all(f"{name}=" in HALL for name in asked)
