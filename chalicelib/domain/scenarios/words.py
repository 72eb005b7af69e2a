"""The words of scenarios.yaml that campaign files don't have: when a step is, what it does, what it moves."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, Literal

from msgspec import Struct

from chalicelib.domain.file.phrases import Node, duration, event_name
from chalicelib.domain.file.phrases.dated import dated_moment
from chalicelib.domain.file.phrases.meant_durations import duration as meant_duration
from chalicelib.domain.file.phrases.numerals import in_digits
from chalicelib.domain.file.phrases.phrase import plain
from chalicelib.domain.file.programme import FieldKind
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.mechanics.form.play import Fill
from chalicelib.domain.record.actions import Action, Join, TouchMember
from chalicelib.domain.record.journal import Assets
from chalicelib.domain.scenarios.redeemed import WORDS as REDEEMED
from chalicelib.domain.scenarios.redeemed import OfRedemption, of_redemption
from chalicelib.domain.scenarios.tills import WORDS as TILLS
from chalicelib.domain.scenarios.tills import AtTill, at_till
from chalicelib.domain.time.localtime import MOST_YEARS, is_too_long
from chalicelib.domain.time.windows import Moment
from chalicelib.domain.words.values import Amount, Duration, money_text


class At(Struct, frozen=True):
    """When something happens: a base, and up to two shifts from it."""

    base: Literal["last", "opens", "closes"] | Moment = "last"
    """The moment that it is counted from: a dated one, the campaign's edges, or `last`, that of the last step."""
    sign: int = 1
    """The direction of the shift: 1 is forward, -1 is back."""
    shift: Duration = Duration(0, "ms")
    """How far it lies from the base."""
    further: tuple[int, Duration] = (1, Duration(0, "ms"))
    """A second shift after the first, by its sign: `closes + 4 days - 1 ms`."""


class Event(Struct, frozen=True):
    """`does: order.paid`, with its fields as the texts that stand in the file."""

    type: str
    """The type of the event, as the programme declares it."""
    fields: dict[str, tuple[str, ...]] = {}
    """The fields by name, each with its texts; several are those of a list."""


class Again(Struct, frozen=True):
    """`does: again`: the very last request once more, with the same key."""


class AwardBoard(Struct, frozen=True):
    """`does: award stars`: every ranking of the board that may be paid now is paid, each place once."""

    board: str
    """The board's name."""


class Strike(Struct, frozen=True):
    """`does: strike bo off stars`: a manager takes a member off the frozen ranking."""

    member: str
    """The member's name in the scenario."""
    board: str
    """The board's name."""


OfBoard = AwardBoard | Strike
"""The steps of nobody who plays: what is done with a whole board."""

Does = Action | Event | Again | OfBoard | AtTill | OfRedemption
"""Anything that a step may do."""


_AT = re.compile(
    r"(?P<base>[A-Za-z0-9](?:.*?\S)??)??(?:(?:^| )(?P<sign>[+-]) (?P<shift>\d+ [a-z]+)"
    r"(?: (?P<second_sign>[+-]) (?P<second>\d+ [a-z]+))?)?"
)


_SHIFTED = re.compile(r"(?P<base>opens|closes|last)? ?(?P<sign>[+-])? ?(?P<shift>\D*\d.*|an? .+)", re.IGNORECASE)


def when(text: str) -> At:
    """`2026-07-01 00:00 - 1 ms`, `opens`, `closes + 4 days - 1 ms`, `+ 2 days`; ValueError that says what is right."""
    found = _AT.fullmatch(text)
    if meant := _shifted(text) if not found or not (found["sign"] or _is_base(text)) else "":
        raise ValueError(f'"{text}" is no moment; write {meant}')
    if not found or not text:
        raise ValueError(f'"{text}" is no moment; write, for example, 2026-07-01 00:00 - 1 ms, opens or + 2 days')
    shift = not_too_long(duration(found["shift"])) if found["shift"] else Duration(0, "ms")
    further = not_too_long(duration(found["second"])) if found["second"] else Duration(0, "ms")
    return At(_base(found["base"] or "last"), _sign(found["sign"]), shift, (_sign(found["second_sign"]), further))


def _sign(text: str | None) -> int:
    return -1 if text == "-" else 1


def _base(text: str) -> Literal["last", "opens", "closes"] | Moment:
    return text if _is_base(text) else dated_moment(text)  # type: ignore[return-value]


def _is_base(text: str) -> bool:
    return text in ("last", "opens", "closes")


def _shifted(text: str) -> str:
    """`+ 1 day` for `+1 day`, `1 day later`, `after 1 day`; empty where a text says no such time."""
    found = _SHIFTED.fullmatch(plain(text))
    shift = meant_duration(found["shift"]).spellings if found and not found["shift"].isdecimal() else ()
    if not found or not shift:
        return ""
    back = found["sign"] == "-" or found["shift"].endswith(("before", "earlier"))
    return f"{found['base'] or ''} {'-' if back else '+'} {shift[0]}".strip()


def not_too_long(time: Duration) -> Duration:
    """A duration that somebody may mean; ValueError for a longer one."""
    if is_too_long(time.count, time.unit):
        raise ValueError(f"{time.count} {time.unit} is longer than {MOST_YEARS} years; write a shorter time")
    return time


def lateness(text: str) -> At:
    """`26 hours` after its own time; `-6 minutes` before it, as from a clock that is fast."""
    return when(f"- {text[1:]}" if text.startswith("-") else f"+ {text}")


_WORDS: Mapping[str, tuple[type[Action], Mapping[str, Any]]] = {
    "join": (Join, {}),
    **{
        words: (play.action, left_open)
        for mechanic in MECHANICS
        for play in mechanic.plays
        for words, left_open in play.words.items()
    },
}
"""The actions of members, by the words that say it: `{box}` is a name, and the field of that action."""


_NAMED = {words.split()[0]: re.sub(r"{\w+}", "NAME", words).partition(" ")[2] for words in reversed([*_WORDS])}
"""The words after the first one of an action, by that first word."""


_NAME = "[A-Za-z0-9-]+"
_OF_BOARD: Mapping[str, tuple[str, type[OfBoard]]] = {
    "award NAME": (f"award (?P<board>{_NAME})", AwardBoard),
    "strike MEMBER off NAME": (f"strike (?P<member>{_NAME}) off (?P<board>{_NAME})", Strike),
}
"""The steps that concern a whole board, with their shapes."""


def doing(text: str, campaign: str, fields: dict[str, tuple[str, ...]]) -> Does:
    """Give the action of a step in a campaign; fields belong to an event or a bill. ValueError, naming all that can be
    done."""
    if (answer := of_redemption(text, fields)) is not None:
        return answer
    if (at := at_till(text, fields)) is not None:
        return at
    if found := re.fullmatch(f"fill ({_NAME})", text):
        return Fill(campaign, found[1], {name: one[0] if len(one) == 1 else one for name, one in fields.items()})
    if "." in text:
        return Event(event_name(text), fields)
    if fields:
        first, _, bill = text.partition(" ")
        if "/" in bill and (near := get_close_matches(first, TILLS, 1)):
            raise ValueError(f'unknown action "{text}"; did you mean {near[0]} {bill}?')
        event = f"; {event_name.advice(text)}" if re.search(r"\w[_ -]\w", text) else ""
        raise ValueError(f'"{text}" has no fields; `with` belongs to an event{event}')
    if text == "again":
        return Again()
    if text == "touch":
        return TouchMember()
    for shape, kind in _OF_BOARD.values():
        if found := re.fullmatch(shape, text):
            return kind(**found.groupdict())
    for words, (action, left_open) in _WORDS.items():
        if found := re.fullmatch(re.sub(r"{(\w+)}", "(?P<\\1>[A-Za-z0-9-]+)", words), text):
            return action(campaign=campaign, **found.groupdict(), **left_open)
    raise ValueError(_unknown(text))


def _unknown(text: str) -> str:
    """Say of a text that is no action what was meant, or what there is."""
    first, _, rest = text.partition(" ")
    near = get_close_matches(
        first, ["again", *TILLS, "undo", *(words.split()[0] for words in (*_WORDS, *_OF_BOARD))], 1
    )
    if near and near[0] != first:
        return f'unknown action "{text}"; did you mean {f"{near[0]} {rest or _NAMED.get(near[0], str())}".strip()}?'
    tills = (f"{one} CHANNEL/ORDER" for one in TILLS)
    told = (f"{one} NAME/NAME" for one in REDEEMED)
    known = ", ".join(re.sub(r"{\w+}", "NAME", words) for words in (*_WORDS, *_OF_BOARD, *told, *tills))
    return f'unknown action "{text}"; known actions are {known}, again, and the type of an event'


def blocks_of(does: Does | None) -> list[str]:
    """The paths of the blocks that an action may name, as seeds and stocks have them."""
    names = {field: getattr(does, field) for field in getattr(does, "__struct_fields__", ())}
    return [f"{one.key}/{names[one.word]}" for one in MECHANICS if one.word in names]


OWES = "owes"
"""The key of what is owed, in what a step gets."""


def flat_bag(node: Node) -> Node:
    """`{points: -5, draws: care}` as `{points: -5, draws/care: 1}`: a name alone or in a list is one of it."""
    if not isinstance(node, dict):
        return node
    flat: dict[str, Node] = {}
    for kind, held in node.items():
        if isinstance(held, dict):
            inner = flat_bag(held) if kind == OWES else held
            flat |= {f"{kind}/{name}": n for name, n in inner.items()}  # type: ignore[union-attr]
        elif kind in ("points", "stars"):
            flat[kind] = held
        else:
            flat |= {f"{kind}/{name}": "1" for name in (held if isinstance(held, list) else [held])}
    return flat


def bag(flat: Mapping[str, str]) -> Assets:
    """The movements of a flat bag; ValueError for what is no asset or no count."""
    if strange := [
        asset for asset in flat if not re.fullmatch("(owes/)?(points|stars|(draws|fragments|prizes)/.+)", asset)
    ]:
        raise ValueError(
            f'"{strange[0].partition("/")[0]}" is nothing to hold; known are points, stars, draws, fragments, prizes'
        )
    return {asset: count(text) for asset, text in flat.items()}


_COUNT = "-?(0|[1-9][0-9]*)"


def count(text: str) -> int:
    """A count with a minus for what is spent."""
    if not re.fullmatch(_COUNT, text):
        meant = re.sub(r"^(?:minus|less) ?", "-", in_digits(plain(text)))
        right = meant if re.fullmatch(_COUNT, meant) else "plain digits, with a minus for what is spent"
        raise ValueError(f'"{text}" is no count; write {right}')
    return int(text)


def field_value(kind: FieldKind, texts: tuple[str, ...]) -> str | int | float | bool | list[str]:
    """An event's field as its sender writes it in JSON; a text that is not of the kind stays one, to be refused."""
    if kind == "texts":
        return list(texts)
    text = texts[0] if len(texts) == 1 else ", ".join(texts)
    if kind == "flag" and text in ("true", "false"):
        return text == "true"
    if kind == "number" and re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text) if "." in text else int(text)
    return text


def amount_text(amount: Amount, n: int) -> str:
    """Progress in the words of the file: `398.99 CNY`, `12.5` of a number, or a plain count."""
    if amount.measure != "sum":
        return str(n)
    if amount.currency is None:
        return f"{n / 1000:.3f}".rstrip("0").rstrip(".")
    return money_text(n, amount.currency)
