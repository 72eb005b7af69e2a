"""Content: who opens and reads what campaigns follow, and who passed it on.

A campaign follows a content by naming it, in a task's `where: {content: NAME}`. What none names is passed over: a phone
may report any name, and each is a number in the report.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from chalicelib.domain.file.blocks import stated
from chalicelib.domain.file.conditions import Value
from chalicelib.domain.file.programme import OPENED, READ
from chalicelib.domain.play.audience import has_joined
from chalicelib.domain.play.tells import is_heard, known_to, tell
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.publishing.definitions import Listener
from chalicelib.domain.record.actions import Happened
from chalicelib.domain.record.content import ContentSeen
from chalicelib.domain.record.told import REACHED
from chalicelib.domain.words.values import Conditions

CONTENT: Final = "content"
READER: Final = "reader"
MOST_SECONDS: Final = 3600
"""Seconds of one report that count: a phone may say what it likes, or stay open over night."""


def seen(turn: Turn, event: Happened, values: Mapping[str, Value]) -> None:
    """Note what was opened or read, and tell the member whose link led there: of each reader and content once.

    A link of one's own, or of nobody, is none.
    """
    content = values.get(CONTENT)
    if event.type not in (OPENED, READ) or not isinstance(content, str):
        return
    players = [turn.player(one.published) for one in _following(turn, content)]
    players = [one for one in {one.published.id: one for one in players}.values() if has_joined(one)]
    if not players:
        return
    first = tuple(one.published.id for one in players if _is_new(one, content))
    token = values.get("via") if event.type == OPENED else None
    by_link = turn.definitions.sharing.open(token) not in ("", turn.member_id)
    seconds = values.get("seconds", 0) if event.type == READ else None
    whole = max(0, min(seconds // 1000, MOST_SECONDS)) if isinstance(seconds, int) else None
    campaigns = tuple(one.published.id for one in players)
    turn.draft.content = ContentSeen(content, campaigns, first, whole, by_link)
    if by_link and is_heard(turn, REACHED):
        who = known_to(turn, str(token))
        tell(turn, REACHED, str(token), who, {CONTENT: content, READER: who})


def _is_new(player: Player, content: str) -> bool:
    """Whether the member sees it for the first time in a campaign; it is noted there."""
    part = player.keep()
    if content in part.contents:
        return False
    part.contents.append(content)
    return True


def _following(turn: Turn, content: str) -> Iterator[Listener]:
    """The blocks of open campaigns that ask for a content."""
    for kind in (OPENED, READ, REACHED):
        for one in turn.definitions.listeners.get(kind, ()):
            if turn.moment in one.published.window and content in followed(one):
                yield one


def followed(listener: Listener) -> tuple[str, ...]:
    """The contents that a block asks for by their names."""
    conditions = (where.value.get(CONTENT) for where in stated(listener.placed, Conditions))
    return tuple(text for one in conditions if one is not None and one.op == "is" for text in one.values)
