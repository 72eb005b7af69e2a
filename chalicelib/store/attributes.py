"""Reads the attributes of items in DynamoDB's replies: botocore's own parser looks up ten types for each of them.

Only bytes are another thing in Python than in JSON. What stands around the attributes botocore reads as it does.
"""

from base64 import b64decode
from typing import Any, Final

import msgspec
from botocore.parsers import JSONParser, ResponseParserFactory

AS_IT_IS: Final = frozenset(("S", "N", "BOOL", "NULL", "SS", "NS"))
"""The types of attributes whose JSON is what Python gets."""


class Parsers(ResponseParserFactory):  # type: ignore[misc] # botocore ships no types
    """The parsers of a session: of the protocol "json", which DynamoDB speaks, the one below."""

    def create_parser(self, protocol_name: str) -> Any:
        if protocol_name == "json":
            return AttributeParser(**self._defaults)
        return super().create_parser(protocol_name)


class AttributeParser(JSONParser):  # type: ignore[misc]
    """Parses replies of the protocol "json"."""

    def _parse_body_as_json(self, body_contents: bytes) -> Any:
        try:
            return msgspec.json.decode(body_contents)
        except msgspec.MsgspecError:  # an empty body, or a proxy's error in plain text
            return super()._parse_body_as_json(body_contents)

    def _handle_map(self, shape: Any, value: Any) -> Any:
        return _decoded(value) if _holds_attributes(shape) else super()._handle_map(shape, value)

    def _handle_list(self, shape: Any, value: Any) -> Any:
        if _holds_attributes(shape.member):  # a page of entries has 10,000 items
            return [_decoded(one) for one in value]
        return super()._handle_list(shape, value)


def _holds_attributes(shape: Any) -> bool:
    return bool(shape.type_name == "map" and shape.value.name == "AttributeValue")


def _decoded(attributes: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """An item, or a key, with the bytes in it decoded, in their place."""
    for attribute in attributes.values():
        [kind] = attribute
        if kind not in AS_IT_IS:
            _decode(attribute)
    return attributes


def _decode(attribute: dict[str, Any]) -> None:
    """Decode the bytes in an attribute, in the place of their text: `{"B": "YQ=="}` is `{"B": b"a"}` then."""
    [kind] = attribute
    if kind in AS_IT_IS:
        return
    held = attribute[kind]
    match kind:
        case "B":
            attribute["B"] = b64decode(held)
        case "BS":
            attribute["BS"] = [b64decode(one) for one in held]
        case "L":
            for one in held:
                _decode(one)
        case "M":
            for one in held.values():
                _decode(one)
