"""Content that campaigns follow, as a member sees it: an article, a film, a page of the mini program."""

from msgspec import Struct


class ContentSeen(Struct, frozen=True, omit_defaults=True):
    """One opening or reading of one content."""

    content: str
    """Its name, as campaigns ask for it."""
    campaigns: tuple[str, ...]
    """The campaigns that follow it."""
    first: tuple[str, ...] = ()
    """Those in which the member had neither opened nor read it before."""
    seconds: int | None = None
    """How long it was read; None: it was opened."""
    by_link: bool = False
    """Whether it was opened by the link of another member."""
