"""Words: whether members read a title, and not a name, wherever they see something; and how long words may be.

Members see whatever has a name: each block, prize, fragment, tier, channel and tag. What holds for all of them is asked
in one walk, of campaigns and of the programme.
"""

from collections.abc import Iterable, Iterator

from chalicelib.domain.file.blocks import Block, Placed, blocks, stated
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.subject import Rule, Subject, error, warning
from chalicelib.domain.lint.titles import key_of, texts_of
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Options, Title

MOST_CHARACTERS = {"title": 200, "text": 2000, "extra": 500}
MOST_EXTRAS = 20
"""How long a text may be, by the field that says it, and how much a front end may be told beside."""

_MOST_LISTED = 8


def of_programme(programme: Programme) -> Iterator[Finding]:
    """The findings on the words and names of the programme."""
    names: list[Path] = [("segments", name) for name in programme.segments]
    names += [("touches", "plan", name) for name in programme.touches.plan]
    yield from _of(programme, names)


def _of_campaign(subject: Subject) -> Iterator[Finding]:
    campaign = subject.campaign
    yield from _of(campaign, [("campaign", campaign.campaign)])


def _of(definition: Campaign | Programme, names: Iterable[Path]) -> Iterator[Finding]:
    """names: the places of names that are no block's."""
    placed = list(blocks(definition))
    yield from _untitled(placed)
    yield from _untranslated(placed)
    for one in placed:
        yield from _too_long(one)
    of_blocks = [one.path for one in placed if _has_a_name(one)]
    options = [(*one.path, name) for each in placed for one in stated(each, Options) for name in one.value]
    yield from _digits((*names, *of_blocks, *options))


def _has_a_name(placed: Placed) -> bool:
    return bool(placed.path) and len(placed.path) % 2 == 0 and isinstance(placed.path[-1], str)


def _untitled(placed: Iterable[Placed]) -> Iterator[Finding]:
    """Find what members would see by its name, in every language."""
    bare = [one for one in placed if _has_a_name(one) and not one.block.title]
    if bare:
        named = _listed([one.key for one in bare])
        yield warning(bare[0].path, "no-title", f"members see a name where a title is missing: {named}: give each one")


def _untranslated(placed: Iterable[Placed]) -> Iterator[Finding]:
    """Find what members who read one language of the file would see in another, language by language."""
    said = [(one, path, text) for one in placed for path, text in texts_of(one) if isinstance(text, dict)]
    for locale in dict.fromkeys(locale for _, _, text in said for locale in text):
        lacking = [(one, path) for one, path, text in said if locale not in text]
        if lacking:
            named = _listed([".".join(map(str, path)) for _, path in lacking])
            message = f"members who read {locale} see another language: {named}: add {locale}"
            yield warning(lacking[0][1], "no-locale", message)


def _too_long(placed: Placed) -> Iterator[Finding]:
    """A text that no screen has room for: it is read by phones again and again."""
    if not isinstance(placed.block, Block):
        return
    below = (*placed.path, key_of(type(placed.block), "text"))
    for path, text in texts_of(placed):
        yield from _over(path, text, MOST_CHARACTERS["text" if path == below else "title"])
    extra = placed.block.extra
    if len(extra) > MOST_EXTRAS:
        message = f"{len(extra)} stand here, and front ends are told {MOST_EXTRAS} at most: leave some out"
        yield error((*placed.path, "extra"), "too-many-extras", message)
    for name, value in extra.items():
        yield from _over((*placed.path, "extra", name), str(value), MOST_CHARACTERS["extra"])


def _over(path: Path, text: Title, most: int) -> Iterator[Finding]:
    for key, one in text.items() if isinstance(text, dict) else (("", text),):
        if len(one) > most:
            message = f"it has {len(one):,} characters, and {most:,} is the most here: shorten it"
            yield error((*path, key) if key else path, "too-long", message)


def _digits(paths: Iterable[Path]) -> Iterator[Finding]:
    """JavaScript puts keys that are numbers first, in their own order: a front end would see another order than the
    file's, and by it check draws wrongly."""
    for path in paths:
        name = str(path[-1])
        if name.isdecimal():
            where = path[:-1] if path[0] == "campaign" else path
            message = f'"{name}" has digits alone, which front ends put into another order: write no-{name}, or a word'
            yield error(where, "digits-only", message)


def _listed(names: list[str]) -> str:
    more = len(names) - _MOST_LISTED
    return ", ".join(names[:_MOST_LISTED]) + (f" and {more} more" if more > 0 else "")


RULES: tuple[Rule, ...] = (_of_campaign,)
