"""How the annotations of the definition's structs are taken apart: by the reader, the JSON Schema and the walk."""

from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import Struct, structs

from chalicelib.domain.file.phrases import PHRASES
from chalicelib.domain.words.values import DERIVED, HIDDEN


@cache
def struct_fields(kind: type[Struct]) -> dict[str, structs.FieldInfo]:
    """The fields of a struct by their key in the file."""
    return {field.encode_name: field for field in structs.fields(kind) if DERIVED not in get_args(field.type)[1:]}


@cache
def hidden(kind: type[Struct]) -> frozenset[str]:
    """The keys of a struct that members read in no file."""
    return frozenset(key for key, field in struct_fields(kind).items() if HIDDEN in get_args(field.type)[1:])


def alternatives(kind: Any) -> tuple[Any, ...]:
    """The kinds that a kind allows: the members of a union, or itself; never None, which in a file is an absent key."""
    if get_origin(kind) in (Union, UnionType):
        return tuple(choice for choice in get_args(kind) if choice is not NoneType)
    return (kind,)


def plain(kind: Any) -> Any:
    """A kind without the notes that say what its field means (`Costs` is a `Bag`), down to one with a phrase."""
    if get_origin(kind) is not Annotated or kind in PHRASES:
        return kind
    within, *notes = get_args(kind)
    return plain(Annotated[(within, *notes[:-1])] if notes[1:] else within)
