"""One walk over the blocks of a definition, by the annotations of their fields.

Rules ask it for what a block has (a bag, a limit, an audience, a window, a stock, odds), so that none of them has to
know each kind of block by name.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Annotated, Any, Self, get_args, get_origin

from msgspec import Struct

from chalicelib.domain.file.annotations import alternatives, plain, struct_fields
from chalicelib.domain.words.findings import Path
from chalicelib.domain.words.values import Extra, Name, PicturePath, Title


class Block(Struct, frozen=True, kw_only=True):
    """A named block of a definition."""

    title: Title | None = None
    """The text that members read: one, or one for each language, {zh-CN: 春茶, en: Tea}. Without it there is none."""
    text: Title | None = None
    """A sentence or two below the title, likewise: {zh-CN: 三月新采。, en: Picked in March.}. Without it, none."""
    image: PicturePath | None = None
    """A picture: a file in the campaign's folder, `pictures/tea.svg`, or its address, `https://…`. Without it, none."""
    extra: Extra = {}
    """Values for your front end alone, each under a name of your choice: {colour: green, big: true}. Without it, none.
    """

    def as_read(self) -> Self:
        """The block once all of its fields were read; overridden where one of them depends on another."""
        return self


class Words(Block, frozen=True, kw_only=True):
    """The words of something that has a name and nothing else: of a fragment, of a tag."""


Fragments = Annotated[dict[Name, Words], "the fragments of a set"]
Wildcards = Annotated[dict[Name, Words], "a fragment for any other"]


class Placed(Struct, frozen=True):
    """A named block of a definition, or the definition itself."""

    path: Path
    """Where it stands; empty for the definition."""
    block: Any
    """The block, as its file says it."""
    around: tuple[Any, ...] = ()
    """The named blocks around it, the outermost first."""

    @property
    def name(self) -> str:
        """Its own name; empty for the definition."""
        return str(self.path[-1]) if self.path else ""

    @property
    def key(self) -> str:
        """The path of names under which it is stored: `redemptions/monthly/serum`, without the inner `offers`; of a
        block that has no name of its own, `challenges/week/visit:make_up`; empty for the definition."""
        if not self.path:
            return ""
        named = "/".join(map(str, (self.path[0], *self.path[1::2])))
        return named if len(self.path) % 2 == 0 else f"{named}:{self.path[-1]}"


class Stated(Struct, frozen=True):
    """A field of a block, and its value."""

    path: Path
    """Where it stands, down to the place in a list or the key in a map."""
    value: Any
    """The value; of a list or a map, one item or key of it."""
    by: Placed
    """The block that says it."""


def blocks(definition: Struct) -> Iterator[Placed]:
    """The definition and every block in it, each before those inside of it, in the order of the file."""
    return iter(_blocks(_Itself(definition)))


def having(definition: Struct, *kinds: Any) -> Iterator[Stated]:
    """Every field of a definition whose annotation says one of the kinds, block by block."""
    return iter(_having(_Itself(definition), kinds))


def stated(placed: Placed, *kinds: Any) -> Iterator[Stated]:
    """The fields of one block whose annotation says one of the kinds: alone, in a list, or in a map."""
    kind: Any = type(placed.block)
    for key, attribute, part in _fields(kind, kinds):
        path, value = (*placed.path, key), getattr(placed.block, attribute)
        if part == "whole":
            found: Iterable[tuple[Path, Any]] = () if value is None else ((path, value),)
        elif part == "list":
            found = (((*path, at), one) for at, one in enumerate(value))
        else:
            found = (((*path, _spelled(name)), name if part == "keys" else one) for name, one in value.items())
        for where, one in found:
            yield Stated(where, one, placed)


def has(block: Struct, kind: Any) -> bool:
    """Whether a block has a field of the kind, whatever it says."""
    of: Any = type(block)
    return bool(_fields(of, (kind,)))


class _Itself:
    """A definition, equal to itself alone: it is frozen, and has no hash of its own."""

    def __init__(self, definition: Struct) -> None:
        self.definition = definition

    def __hash__(self) -> int:
        return id(self.definition)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.definition is other.definition


@lru_cache(maxsize=16)  # the rules of the lint ask for the same a hundred times
def _blocks(itself: _Itself) -> tuple[Placed, ...]:
    return tuple(_within(Placed((), itself.definition)))


@lru_cache(maxsize=256)
def _having(itself: _Itself, kinds: tuple[Any, ...]) -> tuple[Stated, ...]:
    return tuple(one for placed in _blocks(itself) for one in stated(placed, *kinds))


def _within(placed: Placed) -> Iterator[Placed]:
    yield placed
    kind: Any = type(placed.block)
    around = (*placed.around, placed.block) if placed.path else ()
    for key, attribute, _ in named(kind):
        held = getattr(placed.block, attribute)
        for name, block in _each(held):
            yield from _within(Placed((*placed.path, key, *name), block, around))


def _each(held: Any) -> Iterable[tuple[Path, Block]]:
    """The blocks that a field holds, each with its own name, or its place in a list; one alone has none."""
    if held is None or isinstance(held, Block):
        return () if held is None else [((), held)]
    return [((name,), block) for name, block in (held.items() if isinstance(held, dict) else enumerate(held))]


@cache
def named(kind: Any) -> tuple[tuple[str, str, type[Block]], ...]:
    """The fields of a struct that hold blocks, by name, in a list, or one alone: key in the file, attribute, kind."""
    fields = (
        (key, field.name, plain(one)) for key, field in struct_fields(kind).items() for one in alternatives(field.type)
    )
    at = {dict: 1, tuple: 0}
    return tuple(
        (key, name, of)
        for key, name, held in fields
        if _is_block(of := get_args(held)[at[get_origin(held)]] if get_origin(held) in at else held)
    )


def _is_block(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Block)


@cache
def _fields(kind: Any, wanted: tuple[Any, ...]) -> tuple[tuple[str, str, str], ...]:
    """The fields that say one of the kinds: key in the file, attribute, and what of the value says it."""
    found: list[tuple[str, str, str]] = []
    for key, field in struct_fields(kind).items():
        for choice in alternatives(field.type):
            origin, arguments = get_origin(plain(choice)), get_args(plain(choice))
            if choice in wanted:
                found.append((key, field.name, "whole"))
            elif origin is tuple and arguments[0] in wanted:
                found.append((key, field.name, "list"))
            elif origin is dict and arguments[0] in wanted:
                found.append((key, field.name, "keys"))
            elif origin is dict and arguments[1] in wanted:
                found.append((key, field.name, "values"))
    return tuple(found)


def _spelled(key: Any) -> str:
    """A key as the file has it."""
    return str(getattr(key, "spelled", key))
