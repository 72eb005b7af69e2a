"""The words of a message: a text of the operator's settings, with the fields of the touch in braces."""

import re
from collections.abc import Mapping
from typing import Any, Final

from messenger.carrier import GiveUp
from messenger.message import Message

_FIELD: Final = re.compile(r"\{(\w+)\}")


def template_of(templates: Mapping[str, Any], message: Message) -> Mapping[str, Any]:
    """The template of a touch. Raises GiveUp where the settings have none."""
    found = templates.get(message.touch)
    if found is None:
        raise GiveUp(f"no template for {message.touch}", ours=True)
    return dict(found)


def filled(text: str, message: Message) -> str:
    """A text with its fields. Raises GiveUp for a field that the touch does not have."""
    made = _FIELD.sub(lambda found: message.fields.get(found[1], found[0]), text)
    if "{" in made or "}" in made:
        raise GiveUp(f"the template of {message.touch} asks for a field that is not told", ours=True)
    return made
