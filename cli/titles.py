"""The words by which people know a campaign's things, in place of their ids."""

from collections import Counter
from collections.abc import Mapping

from chalicelib.domain.file.blocks import blocks
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.words.values import Title


def in_one_language(title: Title | None, otherwise: str, locale: str = "en") -> str:
    """The title for people who read a language, or English, or the first there is; otherwise the id."""
    if title is None or isinstance(title, str):
        return title or otherwise
    return title.get(locale) or title.get("en") or next(iter(title.values()), otherwise)


def in_all_languages(title: Title | None, otherwise: str) -> str:
    """The title in each language, as a shop publishes it; otherwise the id."""
    if title is None or isinstance(title, str):
        return title or otherwise
    return " · ".join(dict.fromkeys(title.values())) or otherwise


def titles_of(campaign: Campaign) -> dict[str, str]:
    """The title of each block of a campaign by its key, as `titled` makes them."""
    return titled({placed.key: placed.block.title for placed in blocks(campaign) if placed.path})


def titled(titles: Mapping[str, Title | None], locale: str = "en") -> dict[str, str]:
    """Name each block by its key (`redemptions/monthly/serum`): by the outer's title and its own.

    A block without a title has its name; an inner one whose outer has none either is `outer/inner`. Where two of one
    kind have the same title, their ids stand behind it.
    """
    found: dict[str, str] = {}
    for key, title in titles.items():
        outer, _, name = key.rpartition("/")
        own = in_one_language(title, name, locale)
        if outer in titles:
            found[key] = f"{found[outer]}{': ' if title or titles[outer] else '/'}{own}"
        else:
            found[key] = own
    often = Counter((key.partition("/")[0], title) for key, title in found.items())
    return {
        key: title if often[key.partition("/")[0], title] == 1 else f"{title} ({key.partition('/')[2]})"
        for key, title in found.items()
    }
