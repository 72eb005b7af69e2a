"""Writes the JSON Schemas beside the campaigns: `python -m cli.schemas`."""

import json
from pathlib import Path
from typing import Any

from chalicelib.api.described import describe
from chalicelib.domain.file.programme import EventsFile, ProgrammeFile
from chalicelib.domain.file.schema import json_schema
from chalicelib.domain.mechanics.definition import CampaignFile
from cli.scenario_schema import scenarios_schema
from cli.simulation.population import Population

FOLDER = Path(__file__).parent.parent / "campaigns"
KINDS = {"campaign": CampaignFile, "events": EventsFile, "programme": ProgrammeFile, "population": Population}


def texts() -> dict[Path, str]:
    """The text of each schema file, by its path."""
    schemas = {name: described(kind) for name, kind in KINDS.items()} | {"scenarios": scenarios_schema()}
    return {
        FOLDER / f"{name}.schema.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in schemas.items()
    }


def described(kind: Any) -> dict[str, Any]:
    """The JSON Schema of a file, each key with the description that an editor shows where the pointer rests on it."""
    schema = json_schema(kind)
    describe(schema["$defs"], [kind])
    return schema


def main() -> None:
    for path, text in texts().items():
        path.write_text(text, encoding="utf-8")
        print(f"{path.parent.name}/{path.name}")


if __name__ == "__main__":
    main()
