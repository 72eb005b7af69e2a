"""Descriptions of structs' fields, read from where an editor shows them: the string literal under each field.

Python drops these literals when it compiles a class, so they are read from its source. A field of a struct that has no
source, because it was made at run time, is described by `msgspec.Meta` in its annotation, or as in the struct that it
names as `made_of`.
"""

import ast
import inspect
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct


@cache
def descriptions(kind: type[Struct]) -> Mapping[str, str]:
    """The descriptions of a struct's fields by their names in JSON; a field that says nothing is absent."""
    found: dict[str, str] = {}
    for base in (*reversed(kind.__mro__), getattr(kind, "made_of", Struct)):
        if base is not Struct and issubclass(base, Struct):
            found |= _written(base)
    found |= {name: text for name, hint in get_type_hints(kind, include_extras=True).items() if (text := _meta(hint))}
    return {field.encode_name: found[field.name] for field in msgspec.structs.fields(kind) if field.name in found}


def describe(components: dict[str, Any], shapes: Iterable[Any]) -> None:
    """Put the descriptions of all structs that shapes reach into their JSON Schemas, which are keyed by their names."""
    for kind in structs(shapes):
        properties = components.get(kind.__name__, {}).get("properties", {})
        for name, text in descriptions(kind).items():
            if name in properties:
                properties[name].setdefault("description", text)


def _written(kind: type[Struct]) -> Mapping[str, str]:
    """The descriptions in the source of a struct, of its own fields; none for one that was made at run time."""
    return _of_module(kind.__module__).get(kind.__qualname__, {})


@cache
def _of_module(name: str) -> Mapping[str, Mapping[str, str]]:
    """By class, the string literals under the fields, of all classes at the top of a module."""
    try:
        source = inspect.getsource(sys.modules[name])
    except (OSError, TypeError):
        return {}
    return {one.name: dict(_fields(one)) for one in ast.parse(source).body if isinstance(one, ast.ClassDef)}


def _fields(of: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, text in pairwise(of.body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            match text:
                case ast.Expr(value=ast.Constant(value=str(said))):
                    yield field.target.id, " ".join(said.split())


def _meta(hint: Any) -> str | None:
    """The description that an annotation itself gives."""
    return next(
        (one.description for one in getattr(hint, "__metadata__", ()) if isinstance(one, Meta) and one.description),
        None,
    )


def structs(shapes: Iterable[Any]) -> set[type[Struct]]:
    """Every struct that the shapes are made of."""
    seen: set[Any] = set()
    waiting = list(shapes)
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, Struct) and get_origin(kind) is None:
            if kind not in seen:
                seen.add(kind)
                waiting += get_type_hints(kind, include_extras=True).values()
        else:
            waiting += get_args(kind)
    return seen
