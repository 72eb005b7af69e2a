"""Content in the report: who opened and read what a campaign follows, how long, and by whose link.

| counter | counts |
| --- | --- |
| `content/NAME/readers` | members who opened or read it, each once |
| `content/NAME/opened` | times that it was opened |
| `content/NAME/by_link` | of these, those by the link of another member |
| `content/NAME/read` | times that a phone reported how long it was read |
| `content/NAME/seconds` | seconds of these together |
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from chalicelib.domain.record.receipt import Receipt

CONTENT = "content"


class ContentLine(Struct, frozen=True):
    """One content that a campaign follows."""

    content: str
    """Its name."""
    readers: int
    """Members who opened or read it, each once."""
    opened: int
    """How often it was opened."""
    by_link: int
    """Of these, how often by the link of another member."""
    read: int
    """How often a phone reported that it was read."""
    seconds: int
    """How long it was read in all, in seconds; an hour at most of each report."""


def counted_of_content(receipt: Receipt, campaign: str) -> Counter[str]:
    """The amounts that a receipt adds to a campaign's counters of content."""
    seen, counts = receipt.content, Counter[str]()
    if seen is not None and campaign in seen.campaigns:
        start = f"{CONTENT}/{seen.content}"
        counts[f"{start}/readers"] += campaign in seen.first
        counts[f"{start}/opened"] += seen.seconds is None
        counts[f"{start}/by_link"] += seen.by_link
        counts[f"{start}/read"] += seen.seconds is not None
        counts[f"{start}/seconds"] += seen.seconds or 0
    return counts


def content_lines(total: Mapping[str, int]) -> Iterator[ContentLine]:
    """The lines of a campaign's contents, the most readers first."""
    numbers: dict[str, dict[str, int]] = {}
    for counter, n in total.items():
        kind, _, rest = counter.partition("/")
        name, _, what = rest.rpartition("/")
        if kind == CONTENT:
            numbers.setdefault(name, {})[what] = n
    fields = ContentLine.__struct_fields__[1:]
    lines = (ContentLine(name, *(found.get(one, 0) for one in fields)) for name, found in numbers.items())
    yield from sorted(lines, key=lambda one: (-one.readers, one.content))
