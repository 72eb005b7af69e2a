"""Tags that rules give: they are labels of what happened, apart from the brand's own, and end like points, by month.

Neither takes anything from the other: what the brand says of its tags leaves these as they are, and no rule touches the
brand's. A refund takes none back. A tag that the programme declares no more is seen by nobody, and is kept until its
end, or until another takes its place in a group of which one is had: declared again, it is there again.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from chalicelib.domain.file.tags import TagGroup
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record.journal import EXPIRED
from chalicelib.domain.record.member import FormSent
from chalicelib.domain.record.purse import first_of_month, last_day, month_number, month_text
from chalicelib.domain.time.localtime import midnight

MOST_TAGS: Final = 100
"""Tags of rules that a member may have. Of more, the one that ends first goes."""


def give_tags(player: Player, tags: Iterable[str]) -> None:
    """Give tags, each until the end that its group says: of those of which one is had, the last or the first stays.

    One that is had already lasts as long as if it was given now, and never less than before. One that the programme
    does not declare is not given, nor one whose end is over.
    """
    turn = player.turn
    for tag in tags:
        if not is_declared(turn, tag):
            continue
        group = turn.definitions.programme.tags[_group(tag)]
        rivals = rivals_of(turn, tag)
        if group.keeps == "first" and not set(rivals).isdisjoint(declared(turn)):
            continue
        end = _end(turn, group)
        if not turn.due and is_over(turn, end):
            continue
        for one in rivals:
            _take(player, one)
        _put(player, tag, end)
    while len(turn.member.given_tags) > MOST_TAGS:
        _take(player, min(turn.member.given_tags.items(), key=lambda one: (not one[1], one[1], one[0]))[0])


def take_tags(player: Player, tags: Iterable[str]) -> None:
    """Take those of some tags that the member has."""
    for tag in tags:
        if tag in player.turn.member.given_tags:
            _take(player, tag)


def take_from_forms(turn: Turn, tags: Sequence[str]) -> None:
    """Let no form take tags any more that another rule has given anew: they are not its own."""
    for played in turn.member.played.values():
        for name, sent in played.forms.items():
            if not set(tags).isdisjoint(sent.tags):
                own = tuple(tag for tag in sent.tags if tag not in tags)
                played.forms[name] = FormSent(sent.times, own)


def declared(turn: Turn) -> list[str]:
    """The tags that rules gave and the programme knows, as GROUP/NAME."""
    return [tag for tag in turn.member.given_tags if is_declared(turn, tag)]


def is_declared(turn: Turn, tag: str) -> bool:
    """Whether the programme knows a tag, as GROUP/NAME."""
    group, _, name = tag.partition("/")
    known = turn.definitions.programme.tags.get(group)
    return known is not None and name in known.names


def rivals_of(turn: Turn, tag: str) -> list[str]:
    """The tags that can't be had beside one, whether the programme knows them still: its group has one at a time."""
    group = turn.definitions.programme.tags.get(tag.partition("/")[0])
    if group is None or not group.one_of:
        return []
    return [one for one in turn.member.given_tags if one != tag and _group(one) == _group(tag)]


def over_at(turn: Turn, end: int) -> int:
    """When a tag ends that holds until the end of a month, epoch ms. end: the month's number."""
    return midnight(first_of_month(end + 1), turn.definitions.programme.zone)


def is_over(turn: Turn, end: int) -> bool:
    """Whether the last month of a tag is over now. end: its number; 0: it never ends."""
    return bool(end) and over_at(turn, end) <= turn.now


def next_end(turn: Turn) -> int | None:
    """When the next tag ends, epoch ms; None: none ever does."""
    ends = [end for end in turn.member.given_tags.values() if end]
    return over_at(turn, min(ends)) if ends else None


def end_tags(turn: Turn) -> None:
    """Take the tags that end at the turn's moment, or before it."""
    turn.use(PROGRAMME, EXPIRED)
    for tag, end in list(turn.member.given_tags.items()):
        if end and over_at(turn, end) <= turn.moment:
            del turn.member.given_tags[tag]
            turn.tag(PROGRAMME, EXPIRED, posted(tag, end), -1)


def posted(tag: str, end: int) -> str:
    """A tag as receipts name it, with its last month: `likes/strawberry=2027-05`."""
    return f"{tag}={month_text(end)}" if end else tag


def end_of(group: TagGroup, month: int) -> int:
    """The number of the last month in which a tag holds that is given in a month; 0: it never ends."""
    last = last_day(group.valid.kind, month)
    return month_number(last) if last else 0


def _end(turn: Turn, group: TagGroup) -> int:
    return end_of(group, turn.month)


def _put(player: Player, tag: str, end: int) -> None:
    """Let the member have a tag until an end, or until the later one that it has."""
    turn, had = player.turn, player.turn.member.given_tags
    if tag in had and (not had[tag] or (end and end <= had[tag])):
        return
    if tag in had:
        _take(player, tag)
    player.keep()
    had[tag] = end
    turn.tag(player.published.id, player.why, posted(tag, end), 1)


def _take(player: Player, tag: str) -> None:
    player.keep()
    player.turn.tag(player.published.id, player.why, posted(tag, player.turn.member.given_tags.pop(tag)), -1)


def _group(tag: str) -> str:
    return tag.partition("/")[0]
