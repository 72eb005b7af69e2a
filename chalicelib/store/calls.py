"""Writes calls to DynamoDB as JSON: botocore's own serializer looks up the type of each value in each attribute.

All parameters are JSON as they are but bytes, which JSON has as base64. The host goes with them: botocore would make it
out of the address twice while it signs one.
"""

from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from botocore.serialize import JSONSerializer

_encoder: Final = msgspec.json.Encoder()


class CallSerializer(JSONSerializer):  # type: ignore[misc] # botocore ships no types
    """Makes the request of a call by the protocol "json", which DynamoDB speaks."""

    def __init__(self, address: str) -> None:
        """address: the URL that calls are sent to."""
        self._host = urlsplit(address).netloc

    def serialize_to_request(self, parameters: Any, operation_model: Any) -> dict[str, Any]:
        metadata = operation_model.metadata
        return {
            "url_path": "/",
            "query_string": "",
            "method": "POST",
            "headers": {
                "Host": self._host,
                "X-Amz-Target": f"{metadata['targetPrefix']}.{operation_model.name}",
                "Content-Type": f"application/x-amz-json-{metadata['jsonVersion']}",
            },
            "body": _encoder.encode(parameters),
        }
