"""The pieces of the template: one JSON file for each concern, joined so that no two of them say the same thing."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NAMES = ("table", "functions", "events", "secrets", "edge", "watch")
_HEADS = ("AWSTemplateFormatVersion", "Description")

DESCRIPTION = "Tessera: gamified member campaigns."


class Clash(Exception):
    """Two pieces define the same thing; the message says where."""


def read(name: str) -> dict[str, Any]:
    """The piece as it stands in its file."""
    piece: dict[str, Any] = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    return piece


def joined() -> dict[str, Any]:
    """All pieces in one, and the dashboard in them. Raises Clash where two define the same."""
    whole = join({name: read(name) for name in NAMES})
    # CloudWatch takes a number for one only without its quotes, which JSON does not leave out.
    body = {"Fn::Sub": re.sub(r'("value": )"(\$\{\w+\})"', r"\1\2", json.dumps(read("dashboard"), sort_keys=True))}
    whole["Resources"]["TesseraDashboard"] = {
        "Type": "AWS::CloudWatch::Dashboard",
        "Properties": {"DashboardName": {"Ref": "AWS::StackName"}, "DashboardBody": body},
    }
    return {**whole, "Description": DESCRIPTION}


def join(named: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Several pieces, by name, in one. They may add to the same resource, but never define the same property."""
    whole: dict[str, Any] = {}
    for name, piece in named.items():
        _add(whole, {key: value for key, value in piece.items() if key not in _HEADS}, f"{name}.json")
    return whole


def _add(whole: dict[str, Any], piece: Mapping[str, Any], path: str) -> None:
    for key, value in piece.items():
        if key not in whole:
            whole[key] = json.loads(json.dumps(value))
        elif isinstance(value, dict) and isinstance(whole[key], dict) and not _is_intrinsic(value):
            _add(whole[key], value, f"{path}: {key}")
        else:
            raise Clash(f"Another piece defines the same: {path}: {key}.")


def _is_intrinsic(value: Mapping[str, Any]) -> bool:
    return len(value) == 1 and next(iter(value)).startswith(("Ref", "Fn::", "Condition"))
