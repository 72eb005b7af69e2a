"""Members of another system, brought in by managers: some lines a call, each answered on its own."""

from datetime import datetime
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct

from chalicelib.api import examples
from chalicelib.api.problem import Problem, problem_of
from chalicelib.api.route import DEFINED, Call, Reply, ResponseBody, Route
from chalicelib.api.shapes import Body
from chalicelib.domain.record.actions import PROVIDER, SUBJECT, Import, OrdersBefore
from chalicelib.domain.wire.cloud_event import ShortText, epoch_ms
from chalicelib.domain.wire.ijson import fingerprint
from chalicelib.domain.words.errors import Conflict, TesseraError, Unavailable
from chalicelib.domain.words.values import END, LARGEST_INTEGER
from chalicelib.services.act import Answered
from chalicelib.services.bring_in import Line, LineBrought

MOST_LINES: Final = 100
"""Lines that one call brings."""

MonthText = Annotated[str, Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])" + END)]
KnownAsText = Annotated[str, Meta(pattern=f"^{PROVIDER}:{SUBJECT}{END}")]
Many = Annotated[int, Meta(ge=1, le=LARGEST_INTEGER)]


class OrdersBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Orders of one month."""

    count: Many
    """How many."""
    amount: Annotated[str, Meta(max_length=32, examples=["120.00 CNY"])]
    """How much they were together."""


class ImportLine(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A member of another system. Months are spelled `2026-05`."""

    line: Annotated[int, Meta(ge=1, le=10**9)]
    """The number of the line: with the batch it is the key, under which a line is brought in once."""
    ids: Annotated[tuple[KnownAsText, ...], Meta(min_length=1, max_length=10)]
    """Ids of the member in other systems, each with the name of its system: `crm:4711`. Where one leads to a member
    already, the line is of that one."""
    tier: ShortText | None = None
    """The tier; left out: the one that the stars reach, or none."""
    until: Annotated[datetime, Meta(tz=True)] | None = None
    """The moment up to which the given tier is sure, RFC 3339; left out: for ever."""
    tags: Annotated[tuple[ShortText, ...], Meta(max_length=50)] = ()
    """Labels that the brand puts on the member."""
    born: ShortText | None = None
    """The date of birth, as an ISO date."""
    guardian: bool = False
    """Whether a guardian has consented."""
    points: Annotated[dict[MonthText, Many], Meta(max_length=60)] = {}
    """The points held, by the month in which they were earned: they end as the programme says of that month."""
    stars: Annotated[dict[MonthText, Many], Meta(max_length=60)] = {}
    """The stars by month."""
    orders: Annotated[dict[MonthText, OrdersBody], Meta(max_length=60)] = {}
    """Orders by month, for how recent, how often and how much; they give nothing."""


class ImportBody(Body, frozen=True, kw_only=True):
    """Lines of a batch."""

    lines: Annotated[list[ImportLine], Meta(min_length=1, max_length=MOST_LINES)]
    """The lines."""


class LineAnswer(Struct, frozen=True, omit_defaults=True):
    """The fate of one line."""

    line: int
    """The number of the line."""
    status: Literal["imported", "known", "changed", "refused", "undecided"]
    """`known`: it was brought in before, and changes nothing; `changed`: it was, and says something else by now, which
    is not applied; `undecided`: send it again."""
    member: str = ""
    """The member's id."""
    problem: Problem | None = None
    """Why it was not brought in."""


class LinesImported(ResponseBody, frozen=True, kw_only=True):
    """The fate of each line."""

    lines: list[LineAnswer]
    """In their order."""


def _import(call: Call) -> Reply:
    batch, trees = call.ids["batch"], call.tree["lines"]
    lines = [_line(batch, one, tree) for one, tree in zip(call.body.lines, trees, strict=True)]
    brought = call.parts.operations.bring_in.each(lines, call.now, call.left)
    answers = [_answer(one.action.line, found, call.now) for one, found in zip(lines, brought, strict=True)]
    return Reply(LinesImported(server_time=call.now, lines=answers))


def _line(batch: str, said: ImportLine, tree: Any) -> Line:
    orders = {month: OrdersBefore(one.count, one.amount) for month, one in said.orders.items()}
    action = Import(
        batch=batch,
        line=said.line,
        ids=tuple(dict.fromkeys((one.partition(":")[0], one.partition(":")[2]) for one in said.ids)),
        tier=said.tier or "",
        until=epoch_ms(said.until) if said.until else None,
        tags=said.tags,
        born=said.born or "",
        guardian=said.guardian,
        points=said.points,
        stars=said.stars,
        orders=orders,
    )
    return Line(action, fingerprint("import", msgspec.to_builtins(tree)))


def _answer(line: int, found: LineBrought, now: int) -> LineAnswer:
    answer = found.answer
    if isinstance(answer, Answered):
        return LineAnswer(line, "known" if answer.replayed else "imported", found.member)
    return LineAnswer(line, _status(answer), found.member, problem_of(answer, now))


def _status(error: TesseraError) -> Literal["changed", "refused", "undecided"]:
    if isinstance(error, Conflict) and error.code == "idempotency_key_reused":
        return "changed"
    return "undecided" if isinstance(error, Unavailable) else "refused"


_ASKED: Final = ImportBody(
    lines=[
        ImportLine(
            line=2,
            ids=("crm:4711", "phone:+8613800000000"),
            tier="gold",
            tags=("vip",),
            points={"2026-05": 300},
            stars={"2026-05": 40},
            orders={"2026-05": OrdersBody(3, "420.00 CNY")},
        )
    ]
)

ROUTES = (
    Route(
        name="import_members",
        method="POST",
        path="/v1/manage/imports/{batch}",
        summary="Bring in members of another system with what they held there, each line once.",
        handler=_import,
        answer=LinesImported,
        example=LinesImported(server_time=examples.NOW, lines=[LineAnswer(2, "imported", examples.MEMBER)]),
        auth="manager",
        body=ImportBody,
        example_body=_ASKED,
        codes=(*DEFINED, "newer_shape"),
    ),
)
"""The route of imports."""
