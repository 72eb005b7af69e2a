"""Checks what a member answered: each question by what it takes. A text stays a text, whatever stands in it."""

from collections.abc import Mapping
from typing import Final

from chalicelib.domain.mechanics.form.block import Form, FormAsk
from chalicelib.domain.words.errors import BadAnswer

Said = str | tuple[str, ...]
"""An answer: the name of an option, names of several, or a text."""

LONGEST: Final = 4096
"""Characters of all texts of a form together: a receipt keeps them for years."""


def chosen(form: Form, answers: Mapping[str, Said]) -> dict[str, tuple[str, ...]]:
    """The options that were chosen, by question; BadAnswer for an answer that its question does not take."""
    for name in answers:
        if name not in form.asks:
            raise BadAnswer(f"{name}: the form has no such question; it asks {', '.join(form.asks)}.")
    found = {}
    for name, ask in form.asks.items():
        said = answers.get(name)
        if ask.options:
            found[name] = _options(name, ask, said)
        else:
            _text(name, ask, said)
    return found


def _options(name: str, ask: FormAsk, said: Said | None) -> tuple[str, ...]:
    if said is None and not ask.needed:
        return ()
    options, number = (said,) if isinstance(said, str) else said or (), ask.number
    for option in options:
        if option not in ask.options:
            raise BadAnswer(f"{name}: there is no option {option!r}; there are {', '.join(ask.options)}.")
    if len(set(options)) < len(options):
        raise BadAnswer(f"{name}: an option is chosen twice; choose each once.")
    if not number.least <= len(options) <= number.most:
        raise BadAnswer(f"{name}: {len(options)} options are chosen; choose {number.spelled}.")
    return options


def _text(name: str, ask: FormAsk, said: Said | None) -> None:
    most = ask.longest or 0
    if said is None or said == "":
        if ask.needed:
            raise BadAnswer(f"{name}: it has to be answered.")
    elif not isinstance(said, str):
        raise BadAnswer(f"{name}: it takes a text, and no list.")
    elif len(said) > most:
        raise BadAnswer(f"{name}: it has {len(said):,} characters; it takes {most:,} at most.")
