"""Chances: odds of exactly 100%, guarantees that can be met, and what they do to the real chances."""

from collections.abc import Iterator
from itertools import permutations

from chalicelib.domain.chance.guarantees import gives
from chalicelib.domain.chance.longrun import long_run
from chalicelib.domain.chance.odds import Table, table
from chalicelib.domain.file.campaign import Guarantee
from chalicelib.domain.file.flow import Drawable, chain, drawables
from chalicelib.domain.lint.reach import most_allowed
from chalicelib.domain.lint.subject import Rule, Subject, error, spelled, undeclared, warning
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Chance

_FAR = 0.1
"""How far, of itself, a published chance may be from the long-run one before a warning."""


def _rows(subject: Subject) -> Iterator[Finding]:
    prizes = subject.campaign.prizes
    for one in _of_prizes(subject):
        for row in one.odds:
            if row not in prizes:
                yield undeclared((*one.by.path, "odds", row), "prize", row, prizes)


def _add_up(subject: Subject) -> Iterator[Finding]:
    for one in drawables(subject.campaign):
        try:
            table(one.odds)
        except ValueError as wrong:
            yield error((*one.by.path, "odds"), "chances", str(wrong))


def _guarantees(subject: Subject) -> Iterator[Finding]:
    for one in drawables(subject.campaign):
        for at, guarantee in enumerate(one.guarantees):
            yield from _misfits((*one.by.path, "guarantees", at), guarantee, one.odds)


def _reachable(subject: Subject) -> Iterator[Finding]:
    """A member must be allowed to draw as often as the guarantee asks."""
    for one in _of_prizes(subject):
        most = most_allowed(subject, one.by)
        for at, guarantee in enumerate(one.guarantees):
            ramp = guarantee.ramp.start if guarantee.ramp else 0
            for key, wanted in ("within", guarantee.within or 0), ("ramp", ramp):
                if wanted > most:
                    limit = spelled((*one.by.path, "limit"))
                    message = (
                        f"it needs {wanted} draws, and {limit} allows {most:g} in all: lower it, or raise the limit"
                    )
                    yield error((*one.by.path, "guarantees", at, key), "guarantee-out-of-reach", message)


def _in_reach(subject: Subject) -> Iterator[Finding]:
    """A member must be allowed the draw from which on a prize comes."""
    prizes = subject.campaign.prizes
    for one in _of_prizes(subject):
        most = most_allowed(subject, one.by)
        for name in dict.fromkeys(link for row in one.odds for link in chain(prizes, row) if link in prizes):
            if (first := prizes[name].first_draw) and first > most:
                limit = spelled((*one.by.path, "limit"))
                message = f"nobody comes so far, as {limit} allows {most:g} in all: lower it, or raise the limit"
                yield error(("prizes", name, "from"), "from-out-of-reach", message)


def _never_run_out(subject: Subject) -> Iterator[Finding]:
    """Chains of `when_out` that start in a guarantee's set stay in it, and end in a prize without stock."""
    prizes = subject.campaign.prizes
    for one in _of_prizes(subject):
        for at, guarantee in enumerate(one.guarantees):
            path = (*one.by.path, "guarantees", at, "of")
            inside = set(guarantee.of)
            for row in guarantee.of:
                names = chain(prizes, row)
                outside = next((name for name in names if name not in inside), None)
                last = prizes.get(names[-1])
                if row in prizes and prizes[row].nothing:
                    message = f"{row} is no prize, and can't be guaranteed: leave it out"
                    yield error(path, "guarantee-of-nothing", message)
                elif outside:
                    message = (
                        f"when {row} is out it becomes {outside}, which is not in the set: add it, or change when_out"
                    )
                    yield error(path, "chain-leaves-guarantee", message)
                elif last and last.runs_out and not last.when_out:
                    message = (
                        f"prizes.{names[-1]} can be out, and then nothing keeps the guarantee: give it a when_out "
                        "that ends in a prize of the set without stock"
                    )
                    yield error(path, "guarantee-runs-out", message)


def _long_run(subject: Subject) -> Iterator[Finding]:
    """Name the odds that are published beside what members get in the end, where guarantees part the two."""
    for one in drawables(subject.campaign):
        path = (*one.by.path, "guarantees")
        if not one.guarantees or any(True for promise in one.guarantees for _ in _misfits(path, promise, one.odds)):
            continue
        try:
            published = table(one.odds)
        except ValueError:
            continue
        yield from _compared(path, published, one.guarantees)


def _rows_run_out(subject: Subject) -> Iterator[Finding]:
    """A draw that lands on a prize that is out, with nothing in its place, would be refused, and the member's next draw
    lands there again and again: chance is the member's own, so the box would never open again."""
    prizes = subject.campaign.prizes
    for one in _of_prizes(subject):
        for row in one.odds:
            last = prizes.get(chain(prizes, row)[-1])
            if last and last.runs_out and not last.when_out:
                gone = row if last is prizes[row] else f"{row}, and then prizes.{chain(prizes, row)[-1]},"
                message = (
                    f"once {gone} is out, whoever's next draw lands on it can never draw again: give it a when_out "
                    "that ends in a prize without stock"
                )
                yield error((*one.by.path, "odds", row), "row-runs-out", message)


def _compared(path: Path, published: Table, guarantees: tuple[Guarantee, ...]) -> Iterator[Finding]:
    try:
        real = long_run(published, guarantees)
    except ValueError as wrong:
        yield error(path, "too-many-guarantees", str(wrong))
        return
    chances = {row: weight / published.total for row, weight in zip(published.rows, published.weights, strict=True)}
    far = [row for row in published.rows if abs(real[row] - chances[row]) > _FAR * chances[row]]
    if far:
        shown = ", ".join(f"{row} {chances[row]:.2%} becomes {real[row]:.2%}" for row in far)
        hint = next(_hints(guarantees, far), "check that this is meant")
        message = f"in the long run the guarantees change the published chances: {shown}; {hint}"
        yield warning(path, "long-run-chance", message)


def _hints(guarantees: tuple[Guarantee, ...], far: list[str]) -> Iterator[str]:
    """A guarantee whose set holds another's makes that more frequent, too, unless it says otherwise."""
    for wide, narrow in permutations(guarantees, 2):
        if {*narrow.of} < {*wide.of} and {*narrow.of} & {*far} - {*wide.unchanged}:
            names = ", ".join(narrow.of)
            yield (
                f"that of {', '.join(wide.of)} raises {names}, which has its own: write unchanged: [{names}] beside "
                "it, or check that this is meant"
            )


def _misfits(path: Path, guarantee: Guarantee, odds: dict[str, Chance]) -> Iterator[Finding]:
    """Find the guarantees that no draw could ever meet."""
    others = {*odds} - {*guarantee.of}
    if not guarantee.of:
        yield error((*path, "of"), "empty-guarantee", "name the rows that are guaranteed")
    for row in guarantee.of:
        if row not in odds:
            yield undeclared((*path, "of"), "row", row, odds)
    for row in guarantee.unchanged:
        if row not in odds:
            yield undeclared((*path, "unchanged"), "row", row, odds)
    if guarantee.of and not gives(guarantee):
        message = "every row of the set is unchanged, so nothing is given: leave out those that it is to raise"
        yield error((*path, "unchanged"), "empty-guarantee", message)
    elif others and others <= {*guarantee.unchanged} and (guarantee.within is not None or guarantee.ramp):
        message = "every other row is unchanged, so there is none to take from: leave one of them out of this"
        yield error((*path, "unchanged"), "guarantee-never", message)
    elif guarantee.featured and guarantee.featured not in gives(guarantee):
        yield undeclared((*path, "featured"), "row", guarantee.featured, gives(guarantee))
    if guarantee.within == 0:
        yield error((*path, "within"), "guarantee-never", "within counts draws from 1")
    if guarantee.ramp and guarantee.ramp.start == 0:
        yield error((*path, "ramp", "from"), "guarantee-never", "from counts draws from 1")
    if guarantee.within is None and guarantee.ramp is None and guarantee.featured is None:
        yield error(path, "empty-guarantee", "it promises nothing: add within, ramp or featured")


def _of_prizes(subject: Subject) -> Iterator[Drawable]:
    return (one for one in drawables(subject.campaign) if one.of_prizes)


RULES: tuple[Rule, ...] = (_rows, _add_up, _guarantees, _reachable, _in_reach, _never_run_out, _rows_run_out, _long_run)
