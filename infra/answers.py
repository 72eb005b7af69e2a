"""Lets pages in browsers read what the gateway answers by itself, before the function is asked."""

from typing import Any

from chalicelib.api import cors


def let_pages_read(api: dict[str, Any]) -> None:
    """Add the headers to each of the gateway's own answers.

    They are open to every origin, which the function's are not: a constant is all that the gateway can answer, and
    there is nothing in them but that a path is unknown, a body too large, or a request one too many.
    """
    for answer in api["Properties"]["DefinitionBody"]["x-amazon-apigateway-gateway-responses"].values():
        added = {f"gatewayresponse.header.{name}": f"'{value}'" for name, value in cors.BY_GATEWAY.items()}
        answer["responseParameters"] = added | answer.get("responseParameters", {})
