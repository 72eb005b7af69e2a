"""The route by which members tell of themselves what the programme lets them tell."""

from typing import Annotated, Final

from msgspec import Meta

from chalicelib.api import examples
from chalicelib.api.plays import WRITES, perform
from chalicelib.api.route import Call, Reply, Route
from chalicelib.api.shapes import Body, Done
from chalicelib.domain.record.actions import TellBorn
from chalicelib.domain.words.values import END

_BORN: Final = "1990-05-17"


class BornBody(Body, frozen=True, kw_only=True):
    """A member's date of birth."""

    born: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}" + END, examples=[_BORN])]
    """The day, as an ISO date."""


def _tell_born(call: Call) -> Reply:
    return perform(call, TellBorn(call.body.born))


ROUTES = (
    Route(
        name="tell_born",
        method="POST",
        path="/v1/me/born",
        summary="Tell one's date of birth, once, where the programme lets members do so.",
        handler=_tell_born,
        answer=Done,
        example=examples.done("tell_born", "", {}, born=_BORN),
        auth="member",
        body=BornBody,
        example_body=BornBody(born=_BORN),
        keyed=True,
        codes=(*WRITES, "not_offered", "born_known", "bad_event_field"),
    ),
)
