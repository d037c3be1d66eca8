"""Grafana and Prometheus query only metrics that Tensei has."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.operations.metrics import Metrics
from common.operations.health_server import BOT_PORT

ROOT = Path(__file__).parents[3]
DASHBOARD = json.loads((ROOT / "docker/grafana/tensei.json").read_text())
EXPRESSIONS = [each["expr"] for panel in DASHBOARD["panels"] for each in panel["targets"]]
ENDINGS = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "gauge": ("",)}


def metric_names() -> set[str]:
    """Return the name of every sample that the bot can have."""
    return {
        family.name + ending
        for family in text_string_to_metric_families(Metrics().render().decode())
        for ending in ENDINGS.get(family.type, ())
    }


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_the_dashboard_shows_figures_that_the_bot_tells(expression: str) -> None:
    names = set(re.findall(r"\b(?:tensei|process)_\w+", expression))
    assert names
    assert names - metric_names() == set()


def test_every_figure_of_tensei_is_on_the_dashboard() -> None:
    shown = " ".join(EXPRESSIONS)
    families = text_string_to_metric_families(Metrics().render().decode())
    ours = [family.name for family in families if family.name.startswith("tensei_")]
    assert [name for name in ours if name not in shown] == []


def test_no_two_panels_lie_on_each_other() -> None:
    places = [(each["gridPos"]["x"], each["gridPos"]["y"]) for each in DASHBOARD["panels"]]
    assert len(set(places)) == len(places)


def test_prometheus_asks_the_bot_at_its_port() -> None:
    (job,) = yaml.safe_load((ROOT / "docker/prometheus.yml").read_text())["scrape_configs"]
    assert job["static_configs"] == [{"targets": [f"bot:{BOT_PORT}"]}]


def test_the_bot_answers_by_the_name_that_prometheus_asks_for() -> None:
    (job,) = yaml.safe_load((ROOT / "docker/prometheus.yml").read_text())["scrape_configs"]
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    names = compose["services"]["bot"]["environment"]["TENSEI_HEALTH_NAMES"].split(",")
    asked = {
        target.partition(":")[0] for each in job["static_configs"] for target in each["targets"]
    }
    assert asked <= set(names)
