"""Writes the JSON Schemas beside the campaigns: `python -m cli.schemas`."""

import json
from pathlib import Path
from typing import Any

from chalicelib.api.described import describe
from chalicelib.domain.file.programme import EventsFile, ProgrammeFile
from chalicelib.domain.file.schema import json_schema
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.scenarios.file import ScenariosFile
from cli.simulation.population import Population

FOLDER = Path(__file__).parent.parent / "campaigns"
KINDS: dict[str, Any] = {
    "campaign": CampaignFile,
    "events": EventsFile,
    "programme": ProgrammeFile,
    "population": Population,
    "scenarios": ScenariosFile,
}


_NAME = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_COUNT = {"type": ["integer", "string"], "pattern": "^-?(0|[1-9][0-9]*)$"}
_THING = {"type": ["string", "integer"], "pattern": f"^{_NAME}(?:/{_NAME})?$"}
_THINGS = {
    "anyOf": [
        _THING,
        {"type": "array", "items": _THING},
        {"type": "object", "propertyNames": {"pattern": _THING["pattern"]}, "additionalProperties": _COUNT},
    ]
}
MOVED = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "points": {**_COUNT, "description": "So many points, with a minus for what is spent."},
        "draws": {**_THINGS, "description": "Draws of boxes: a name, a list (one of each), or how many of each."},
        "fragments": {**_THINGS, "description": "Fragments, as COLLECTION/NAME."},
        "prizes": {**_THINGS, "description": "Prizes by name."},
    },
}
"""The bags of a scenario's step, which say what is given and, with a minus, what is taken."""


def texts() -> dict[Path, str]:
    """The text of each schema file, by its path."""
    return {
        FOLDER / f"{name}.schema.json": json.dumps(described(kind), indent=2, ensure_ascii=False) + "\n"
        for name, kind in KINDS.items()
    }


def described(kind: Any) -> dict[str, Any]:
    """The JSON Schema of a file, each key with the description that an editor shows where the pointer rests on it."""
    schema = json_schema(kind)
    describe(schema["$defs"], [kind])
    if kind is ScenariosFile:
        step = schema["$defs"]["WrittenStep"]["properties"]
        step |= {key: {"description": step[key]["description"], **MOVED} for key in ("gets", "has")}
        several = [MOVED, _THINGS["anyOf"][0], _THINGS["anyOf"][1]]
        step["usable"] = {"description": step["usable"]["description"], "anyOf": several}
    return schema


def main() -> None:
    for path, text in texts().items():
        path.write_text(text, encoding="utf-8")
        print(f"{path.parent.name}/{path.name}")


if __name__ == "__main__":
    main()
