"""Checks what a member answered: each question by what it takes. A text stays a text, whatever stands in it."""

from collections.abc import Mapping
from typing import Final

from chalicelib.domain.mechanics.form.block import Form, FormAsk
from chalicelib.domain.play.claims import same_text
from chalicelib.domain.words.errors import BadAnswer, Params

Said = str | tuple[str, ...]
"""An answer: the name of an option, names of several, or a text."""

LONGEST: Final = 4096
"""Characters of all texts of a form together: a receipt keeps them for years."""


def chosen(form: Form, answers: Mapping[str, Said]) -> dict[str, tuple[str, ...]]:
    """The options that were chosen, by question; BadAnswer for an answer that its question does not take."""
    for name in answers:
        if name not in form.asks:
            message = f"{name}: the form has no such question; it asks {', '.join(form.asks)}."
            raise BadAnswer(message, params={"question": name})
    found = {}
    for name, ask in form.asks.items():
        said = answers.get(name)
        if ask.options:
            found[name] = _options(name, ask, said)
        else:
            _text(name, ask, said)
    return found


def shortest(form: Form) -> dict[str, Said]:
    """Answers that say as little as the form takes."""
    needed = {name: ask for name, ask in form.asks.items() if ask.needed}
    return {name: tuple(ask.options)[: ask.number.least] if ask.options else "-" for name, ask in needed.items()}


def _options(name: str, ask: FormAsk, said: Said | None) -> tuple[str, ...]:
    if said is None and not ask.needed:
        return ()
    of: Params = {"question": name, "least": ask.number.least, "most": ask.number.most}
    options, number = (said,) if isinstance(said, str) else said or (), ask.number
    for option in options:
        if option not in ask.options:
            raise BadAnswer(f"{name}: there is no option {option!r}; there are {', '.join(ask.options)}.", params=of)
    if len(set(options)) < len(options):
        raise BadAnswer(f"{name}: an option is chosen twice; choose each once.", params=of)
    if not number.least <= len(options) <= number.most:
        raise BadAnswer(f"{name}: {len(options)} options are chosen; choose {number.spelled}.", params=of)
    return options


def _text(name: str, ask: FormAsk, said: Said | None) -> None:
    most = ask.longest or 0
    of: Params = {"question": name, "text": most}
    if said is not None and not isinstance(said, str):
        raise BadAnswer(f"{name}: it takes a text, and no list.", params=of)
    text = said or ""
    if len(text) > most:
        raise BadAnswer(f"{name}: it has {len(text):,} characters; it takes {most:,} at most.", params=of)
    if ask.needed and not same_text(text):  # blanks, and signs of which nothing is seen, say nothing
        raise BadAnswer(f"{name}: it has to be answered.", params=of)
