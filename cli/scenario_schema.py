"""JSON Schema of scenarios.yaml: what an editor completes and checks of a campaign's own tests.

A scenario's words are read apart from the campaign's, and so is their schema; a test holds it against the reader.
"""

from typing import Any

_NAME = {"type": ["string", "integer"]}
_COUNT = {"type": "integer", "minimum": 0}
_TEXTS = {"type": ["string", "number", "boolean"]}
_COUNTS = {"type": "object", "additionalProperties": {"type": "integer"}}
_BAG_PART = {"anyOf": [_NAME, {"type": "array", "items": _NAME}, _COUNTS]}
_BAG = {
    "type": "object",
    "properties": {
        "points": {"type": "integer", "description": "Points, negative where they are taken."},
        "draws": {**_BAG_PART, "description": "Draws by box: `care`, or `{care: 2}`."},
        "fragments": {**_BAG_PART, "description": "Fragments, as `COLLECTION/FRAGMENT`."},
        "prizes": {**_BAG_PART, "description": "Prizes by name."},
    },
    "additionalProperties": False,
}
_MEMBER = {
    "tier": {**_NAME, "description": "The member's tier, of those in programme.yaml; without it: none."},
    "tags": {"anyOf": [_NAME, {"type": "array", "items": _NAME}], "description": "Labels of the brand."},
    "age": {"type": "integer", "description": "Full years at the first step; without it: not known."},
    "guardian": {"type": "boolean", "description": "Whether a guardian has consented."},
    "points": {**_COUNT, "description": "Points that the member holds."},
    "draws": {**_BAG_PART, "description": "Draws that the member holds, by box."},
    "fragments": {**_BAG_PART, "description": "Fragments that the member holds, as `COLLECTION/FRAGMENT`."},
    "prizes": {**_BAG_PART, "description": "Prizes that the member holds, by name."},
}
_GIVEN = {
    **_MEMBER,
    "stock": {**_COUNTS, "description": "Units left of a prize (`PRIZE`) or an offer (`REDEMPTION/OFFER`)."},
    "others": {
        "type": "object",
        "additionalProperties": {"type": "object", "properties": _MEMBER, "additionalProperties": False},
        "description": "More members by name, each with the same keys but for `stock` and `others`.",
    },
}
_STEP = {
    "at": {
        "type": "string",
        "description": "When: `2026-06-20 10:00`, `opens`, `closes - 1 ms`, `+ 2 days`; else as the step before.",
    },
    "by": {**_NAME, "description": "Who, by a name of `others`; without it the scenario's own member."},
    "does": {
        "type": "string",
        "examples": [
            *("order.paid", "join", "draw BOX", "draw BOX 10 times", "compose COLLECTION", "redeem REDEMPTION/OFFER"),
            *("exchange COLLECTION for FRAGMENT", "send COLLECTION/FRAGMENT to MEMBER", "again"),
        ],
        "description": "What: the type of an event, or an action such as `draw BOX`; without it the step only looks.",
    },
    "with": {
        "type": "object",
        "additionalProperties": {"anyOf": [_TEXTS, {"type": "array", "items": _TEXTS}]},
        "description": "The fields of an event.",
    },
    "times": {"type": "integer", "minimum": 1, "description": "How often; without it once."},
    "every": {"type": "string", "description": "The time between two of them, such as `1 days`."},
    "arrives": {"type": "string", "description": "How long after its own time an event arrives: `26 hours`."},
    "lands": {
        "anyOf": [_NAME, {"type": "array", "items": _NAME}],
        "description": "The row on which each draw of this step lands, before guarantees and stock; a list for ten.",
    },
    "gets": {**_BAG, "description": "Exactly what moves, each time; `{}` is nothing. Without it anything may."},
    "has": {**_BAG, "description": "What the member holds afterwards, of the things named here."},
    "left": {**_COUNTS, "description": "Units that are left afterwards of a prize or an offer."},
    "progress": {
        "type": "object",
        "additionalProperties": _TEXTS,
        "description": "How far `CHALLENGE/TASK` is afterwards, in this round.",
    },
    "refused": {"type": "string", "description": "The code of the refusal. Without it the step must not be refused."},
}


def scenarios_schema() -> dict[str, Any]:
    """The schema of the whole file."""
    scenario = {
        "type": "object",
        "properties": {
            "given": {
                "type": "object",
                "properties": _GIVEN,
                "additionalProperties": False,
                "description": "How it begins.",
            },
            "steps": {
                "type": "array",
                "items": {"type": "object", "properties": _STEP, "additionalProperties": False},
                "description": "Who does what when, and what must come of it.",
            },
        },
        "required": ["steps"],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "description": "The own tests of a campaign, or of the programme: ./tessera test plays them.",
        "type": "object",
        "properties": {
            "scenarios": {
                "type": "object",
                "additionalProperties": scenario,
                "description": "Scenarios by what they show, in words of your own.",
            }
        },
        "required": ["scenarios"],
        "additionalProperties": False,
    }
