"""Who reads the document: its parts by subject, and the documents of a single reader."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from chalicelib.api.route import Route

DocumentReader = Literal["member", "shop", "manager"]

READERS: Final[Mapping[DocumentReader, str]] = {
    "member": "What a mini program or a page calls.",
    "shop": "What a shop's server calls, signed.",
    "manager": "What campaign managers call.",
}

TAGS: Final[Mapping[str, str]] = {
    "Sign-in": "From an identity provider's code to a token.",
    "Home": "What the member has and may do, all in one read; and the member's own data.",
    "Campaigns": "What is published: campaigns, rules and odds.",
    "Playing": "A member's actions, each under a key, done once.",
    "Shop": "What a shop's server reports and settles.",
    "Managing": "Campaigns, versions, members and reports, for managers.",
    "Service": "The service itself.",
}


def tag_of(route: Route) -> str:
    """The subject that a route belongs to."""
    if route.auth in ("shop", "manager"):
        return {"shop": "Shop", "manager": "Managing"}[route.auth]
    begins = {"/v1/session": "Sign-in", "/v1/me": "Home", "/v1/campaigns": "Campaigns", "/v1/programme": "Campaigns"}
    if route.keyed:
        return "Playing"
    return next((tag for start, tag in begins.items() if route.path.startswith(start)), "Service")


def routes_of(reader: DocumentReader, routes: Iterable[Route]) -> list[Route]:
    """The routes that a reader calls: its own, and of what anyone may call a member all, and everybody the health."""
    return [
        one
        for one in routes
        if one.auth == reader or (one.auth == "anyone" and (reader == "member" or one.name == "health"))
    ]
