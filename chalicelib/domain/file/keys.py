"""Keys of a file that are not as they should be: misspelled, under another word, or made by a slip of a sign."""

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType

from chalicelib.domain.file.phrases import Node

_NEAR = 0.75
"""So near is a misspelled key, and not another word: `titel` is title, and `description` is not redemptions."""

_OTHER_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("name", "label", "heading"), ("title", "campaign")),
        **dict.fromkeys(
            ("description", "desc", "subtitle", "note", "terms", "rules", "details", "body"), ("text", "hint")
        ),
        **dict.fromkeys(("picture", "icon", "img", "photo", "url", "logo", "cover"), ("image",)),
        **dict.fromkeys(("meta", "metadata", "custom", "attributes", "color", "colour"), ("extra",)),
        **dict.fromkeys(("start", "starts", "begin", "begins", "from", "open", "start_date"), ("opens",)),
        **dict.fromkeys(("end", "ends", "until", "close", "to", "end_date", "expires"), ("closes", "valid")),
        **dict.fromkeys(("tz", "time_zone", "zone"), ("timezone",)),
        **dict.fromkeys(("reward", "rewards", "give", "grants", "pays", "earns"), ("gives",)),
        **dict.fromkeys(("price", "cost"), ("costs", "value")),
        **dict.fromkeys(("event", "on", "trigger"), ("when",)),
        **dict.fromkeys(("condition", "conditions", "filter", "if"), ("where", "who")),
        **dict.fromkeys(("audience", "members", "for", "eligible"), ("who",)),
        **dict.fromkeys(("boxes", "box", "lottery", "draws", "gacha"), ("blind_boxes",)),
        **dict.fromkeys(("quests", "missions"), ("challenges", "tasks")),
        **dict.fromkeys(("chance", "chances", "probability", "probabilities"), ("odds",)),
        **dict.fromkeys(("max", "maximum", "cap", "at_most"), ("limit",)),
        **dict.fromkeys(
            ("items", "item", "goods", "products", "articles", "shop", "catalogue", "catalog"), ("offers",)
        ),
        **dict.fromkeys(("goal", "target", "count", "times", "amount"), ("reach",)),
        **dict.fromkeys(("quantity", "inventory", "supply"), ("stock",)),
        **dict.fromkeys(("pity", "guarantee"), ("guarantees", "within")),
        **dict.fromkeys(("fallback", "sold_out"), ("when_out",)),
        **dict.fromkeys(("country", "region", "law"), ("market",)),
        **dict.fromkeys(("gifts", "rewards"), ("prizes",)),
        **dict.fromkeys(("factor", "multiplier", "multiply"), ("points",)),
        **dict.fromkeys(("worth", "rate", "exchange_rate"), ("pays",)),
        **dict.fromkeys(("validity", "lasts", "good_for"), ("valid", "keeps")),
        **dict.fromkeys(("delay", "wait", "waits", "pending"), ("after",)),
        **dict.fromkeys(("bonus", "boost", "multipliers"), ("boosts",)),
        **dict.fromkeys(("stars", "threshold", "reached_at", "min", "minimum", "needs", "requires"), ("from",)),
        **dict.fromkeys(("refunds", "returns", "undoes", "reverses"), ("takes_back",)),
        **dict.fromkeys(("customer", "bought_by", "purchaser", "guest"), ("buyer",)),
    }
)
"""Words that people write for a key, with the keys that they may mean."""

_BEHIND = "it stands behind the number of points: points: 100 older than 1 year"
KNOWN_ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("after", "boosts"), "it stands in a task"),
        **dict.fromkeys(("older than", "older_than", "age of points"), _BEHIND),
    }
)
"""Advice on keys that stand in no campaign file, by the key."""


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that another one is a misspelling of, or another word for; None where there is none."""
    plain = word.strip().lower().replace("-", "_").replace(" ", "_")
    for key in known:
        if key.lower() in (plain, f"{plain}s", plain.removesuffix("s")):
            return key
    if plain in KNOWN_ELSEWHERE:
        return None
    begun = [key for key in known if len(plain) > 1 and key.startswith(plain)]
    if len(begun) == 1:
        return begun[0]
    other = next((key for key in _OTHER_WORDS.get(plain, ()) if key in known), None)
    return other or next(iter(get_close_matches(word, known, 1, _NEAR)), None)


def unspaced(text: str, known: Collection[str]) -> str:
    """`points: 5` for `points:5` or `points = 5`, which YAML takes for one word; empty where a text is no such slip.

    known: the keys that may stand there; empty where every name may.
    """
    found = re.fullmatch(r"(?P<key>[\w-]+)(?::(?![ /])| ?= ?)(?P<value>.+)", text)
    if not found and known and (apart := re.fullmatch(r"(?P<key>[\w-]+) +(?P<value>.+)", text)):
        return f"{apart['key']}: {apart['value']}" if apart["key"] in known else ""
    return f"{found['key']}: {found['value']}" if found and (not known or found["key"] in known) else ""


def unspaced_map(key: str, value: str) -> str:
    """`where: {km: at least 3}` for `where:{km: at least 3}`, which YAML takes for a key `where:{km`; else empty."""
    found = re.fullmatch(r"(?P<key>[\w-]+):(?P<inner>[{\[].*)", key)
    return f"{found['key']}: {found['inner']}: {value}" if found and value[-1:] in ("}", "]") else ""


def without_colon(text: str, of_languages: bool) -> str:
    """`en: The tea box` for `en The tea box`, a key with nothing after it; empty where a text is no such slip.

    of_languages: whether the keys are languages, which are told from the words of a text.
    """
    name = r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?" if of_languages else r"[A-Za-z][\w-]*"
    found = re.fullmatch(rf"(?P<key>{name}) +(?P<value>\S.*)", text)
    return f"{found['key']}: {found['value']}" if found else ""


def unfinished(key: str | int) -> str:
    """The key of a text in which a colon, or the space after it, is missing."""
    return re.split(r"[:= ]", str(key))[0]


def as_pair(text: str, known: Collection[str]) -> str:
    """`points: 30` for `30 points`, `points 30`, `points:30` or 30 alone; empty where a text names no key."""
    words = text.split()
    for key, value in (words, words[::-1]) if len(words) == 2 else ():
        if right := next((one for one in known if one in (key, f"{key}s")), None):
            return f"{right}: {value}"
    if text.isdecimal() and "points" in known:
        return f"points: {text}"
    return unspaced(text, known)


def with_commas(
    node: Mapping[str, Node], lists: Collection[str], known: Collection[str]
) -> Iterator[tuple[str, Node, str]]:
    """The keys and values of a map; and the whole text of a value that a comma has cut, empty where none has.

    `{points: 5,000}` is to YAML points 5, and a key 000 with nothing after it; `{of: gold, silver}` likewise.
    lists: the keys whose values are lists. known: the keys that may stand there.
    """
    items = list(node.items())
    at = 0
    while at < len(items):
        key, value = items[at]
        whole = ""
        at += 1
        several = key in lists and isinstance(value, str)
        while at < len(items) and (
            (several and items[at][1] == "" and items[at][0] not in known) or _goes_on(whole or value, *items[at])
        ):
            whole = f"{whole or value},{' ' * several}{items[at][0]}"
            at += 1
        yield key, value, whole


def _goes_on(value: Node, key: str, after: Node) -> bool:
    return isinstance(value, str) and value[-1:].isdigit() and after == "" and key[:1].isdigit()
