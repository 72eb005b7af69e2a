"""Collections: sets that can be completed, of fragments that are theirs."""

from collections.abc import Iterator

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.flow import RANDOM, given
from chalicelib.domain.lint.subject import Rule, Subject, error, undeclared, warning
from chalicelib.domain.mechanics.collection.block import Collection
from chalicelib.domain.words.findings import Finding, Path

_SENDERS = 5
"""So many members at least should have to send before nobody else can."""


def _fragments(subject: Subject) -> Iterator[Finding]:
    for path, collection in _collections(subject.campaign):
        if not collection.fragments:
            yield error((*path, "fragments"), "empty-set", "a set without fragments is always full: name its fragments")
        if RANDOM in collection.held:
            message = f'"{RANDOM}" stands for a fragment drawn by the odds: choose another name'
            yield error((*path, "fragments"), "reserved-name", message)
        if len(collection.wildcards) > 1:
            yield error((*path, "wildcard"), "several-wildcards", "one fragment stands for any other: name one")
        if collection.wildcard in collection.fragments:
            message = f'"{collection.wildcard}" is a fragment of the set, so it can\'t stand for the others: rename one'
            yield error((*path, "wildcard"), "wildcard-is-fragment", message)


def _names(subject: Subject) -> Iterator[Finding]:
    for path, collection in _collections(subject.campaign):
        known = collection.held
        for key, names in ("odds", tuple(collection.odds)), ("cannot_send", collection.cannot_send):
            for name in names:
                if name not in known:
                    yield undeclared((*path, key), "fragment", name, known)


def _belongings(subject: Subject) -> Iterator[Finding]:
    """Keys that mean nothing without another one."""
    for path, collection in _collections(subject.campaign):
        if not collection.gives:
            yield error((*path, "gives"), "pays-nothing", "a full set gives nothing: say what it gives")
        if collection.guarantees and not collection.odds:
            message = "guarantees bind draws, and there are no odds to draw by: add odds, or leave them out"
            yield error((*path, "guarantees"), "guarantees-without-odds", message)
        if collection.cannot_send and not collection.send:
            message = "nothing can be sent without send: write a limit like send: 3 a day, or leave out cannot_send"
            yield error((*path, "cannot_send"), "cannot-send-alone", message)
        if collection.receive and not collection.send:
            message = "nothing can be sent without send: write a limit like send: 3 a day, or leave out receive"
            yield error((*path, "receive"), "receive-alone", message)
        if collection.send and set(collection.held) <= set(collection.cannot_send):
            yield error(
                (*path, "send"), "nothing-to-send", "cannot_send names every fragment: leave out one of the two"
            )


def _strangers(subject: Subject) -> Iterator[Finding]:
    """Anybody may send to anybody, so that a few who are no friends can use up what a member may get."""
    for path, collection in _collections(subject.campaign):
        for limit in collection.receive:
            for sent in collection.send:
                if sent.per == limit.per and limit.count < _SENDERS * sent.count:
                    message = (
                        f"{-(-limit.count // sent.count)} strangers use up {limit.count} a {limit.per}: "
                        f"leave it out, or allow at least {_SENDERS} times send"
                    )
                    yield warning((*path, "receive"), "strangers-use-up", message)


def _can_be_completed(subject: Subject) -> Iterator[Finding]:
    """Each fragment comes from somewhere: by name, by chance, or in place of it by exchange or a wildcard."""
    for path, collection in _collections(subject.campaign):
        sources = _sources(subject.campaign, path[-1], collection)
        if (collection.exchange and sources) or collection.wildcard in sources:
            continue
        for name in collection.fragments:
            if name not in sources:
                message = f"nothing gives {path[-1]}/{name}, so the set is never full: give it, or leave it out"
                yield error((*path, "fragments"), "fragment-never-given", message)


def _sources(campaign: Campaign, of: object, collection: Collection) -> set[str]:
    """The fragments of a collection that something gives."""
    named = {name for bag in given(campaign) for name in bag.value.fragments}
    own = {fragment for home, _, fragment in (name.partition("/") for name in named) if home == of}
    return own | set(collection.odds) if RANDOM in own else own


def _collections(campaign: Campaign) -> Iterator[tuple[Path, Collection]]:
    for name, collection in campaign.blocks(Collection).items():
        yield ("collections", name), collection


RULES: tuple[Rule, ...] = (_fragments, _names, _belongings, _strangers, _can_be_completed)
