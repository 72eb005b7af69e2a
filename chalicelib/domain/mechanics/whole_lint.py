"""The whole lint: the shared rules, and each mechanic's own."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint import (
    bags,
    calendar,
    cash,
    chances,
    conditions,
    durations,
    events,
    friends,
    general,
    ledger,
    limits,
    prizes,
    reach,
    segments,
    tags,
    titles,
    words,
)
from chalicelib.domain.lint.subject import Rule, subject, warning
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.words.findings import Finding

RULES: tuple[Rule, ...] = (
    *(
        rule
        for shared in (
            general,
            titles,
            words,
            calendar,
            durations,
            conditions,
            bags,
            tags,
            segments,
            ledger,
            cash,
            limits,
            events,
            friends,
        )
        for rule in shared.RULES
    ),
    *(rule for mechanic in MECHANICS for rule in mechanic.judged().rules),
    *(rule for shared in (chances, prizes, reach) for rule in shared.RULES),
)


OUTSIDE = ("no-scenarios", "no-schema", "large-picture", "over")
"""Codes of what is doubtful about a campaign, but is not seen in its file."""


def lint(campaign: Campaign, programme: Programme, tree: Any = None) -> list[Finding]:
    """All that is wrong or doubtful in a campaign as `reading.read` gave it, rule by rule; paths are the file's.

    tree: the file's texts, where they are known. Warnings that the campaign accepts are left out.
    """
    judged = subject(campaign, programme, tree)
    found = _without_echoes([finding for rule in RULES for finding in rule(judged)])
    return [*unaccepted(campaign, found), *_accepted_in_vain(campaign, found)]


_MISSED = re.compile(
    r'(?:there is no [\w -]+ )?"(?P<written>[^"]*)"(?:;| does not say of which collection:) '
    r"(?:did you mean|there are|write) (?P<right>[\w/-]+)\??"
)
_GIVES = re.compile(r"nothing gives (?P<fragment>\S+), so")


def _without_echoes(found: list[Finding]) -> list[Finding]:
    """The findings without those that only follow from others: of a misspelled name, which nothing seems to give; of a
    prize that is two things, whose value is then unknown."""
    right = {miss["right"]: miss["written"] for one in found if (miss := _missed(one))}
    written = set(right.values())
    two = {one.path for one in found if one.code == "one-of"}
    told = [one for one in found if one.level == "error" or one.path[:2] not in two]
    kept = [one for one in told if not (right and one.code == "unaffordable")]
    return [one for one in kept if not _is_echo(one, _missed(one), right, written)]


def _missed(one: Finding) -> re.Match[str] | None:
    return _MISSED.fullmatch(one.message) if one.code.startswith("unknown-") else None


def _is_echo(one: Finding, missed: re.Match[str] | None, right: Mapping[str, str], written: set[str]) -> bool:
    if one.code == "unknown-row" and missed:
        return missed["right"] in written and missed["written"] in right
    if one.code == "draws-never-given":
        return any(f"draws of {name}," in one.message for name in right)
    if given := _GIVES.match(one.message):
        return bool({given["fragment"], *given["fragment"].split("/")} & right.keys())
    return one.code == "never-given" and one.path[-1] in right


def unaccepted(campaign: Campaign, found: Iterable[Finding]) -> list[Finding]:
    """The findings without the warnings and notes that a campaign says are meant."""
    return [one for one in found if one.level == "error" or one.code not in campaign.accepts]


def _accepted_in_vain(campaign: Campaign, found: Iterable[Finding]) -> Iterator[Finding]:
    """Warn of codes that are accepted and not there: misspelled ones, or such that would hide a slip some day."""
    codes = {one.code for one in found if one.level != "error"}
    errors = {one.code for one in found if one.level == "error"}
    for at, code in enumerate(campaign.accepts):
        if code in errors:
            yield warning(("accepts", at), "accepts-nothing", f"{code} is an error, which can't be accepted: mend it")
        elif not errors and code not in codes and code not in OUTSIDE:  # beside errors not everything is looked at
            near = f"; there is {', '.join(sorted(codes))}" if codes else ""
            message = f"nothing here warns of {code}: leave it out{near}"
            yield warning(("accepts", at), "accepts-nothing", message)
