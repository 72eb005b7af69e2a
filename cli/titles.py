"""The words by which people know a campaign's things, in place of their ids."""

from collections import Counter

from chalicelib.domain.file.blocks import blocks
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.words.values import Title


def in_one_language(title: Title | None, otherwise: str) -> str:
    """The title for people who read English, or the first there is; otherwise the id."""
    if title is None or isinstance(title, str):
        return title or otherwise
    return title.get("en") or next(iter(title.values()), otherwise)


def in_all_languages(title: Title | None, otherwise: str) -> str:
    """The title in each language, as a shop publishes it; otherwise the id."""
    if title is None or isinstance(title, str):
        return title or otherwise
    return " · ".join(dict.fromkeys(title.values())) or otherwise


def titles_of(campaign: Campaign) -> dict[str, str]:
    """The title of each block by its key (`redemptions/monthly/serum`), the one of an inner block after its outer's.

    A block without a title has its name; an inner one whose outer has none either is `outer/inner`. Where two of one
    kind have the same title, their ids stand behind it.
    """
    found: dict[str, str] = {}
    for placed in blocks(campaign):
        if placed.path:
            own = in_one_language(placed.block.title, placed.name)
            outer = placed.key.rpartition("/")[0]
            titled = placed.block.title or (placed.around and placed.around[-1].title)
            join = ": " if titled else "/"
            found[placed.key] = f"{found[outer]}{join}{own}" if placed.around else own
    often = Counter((key.partition("/")[0], title) for key, title in found.items())
    return {
        key: title if often[key.partition("/")[0], title] == 1 else f"{title} ({key.partition('/')[2]})"
        for key, title in found.items()
    }
