"""Evidence: everything that can be read back over HTTP, members' receipts and wallets, stocks and odds."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import msgspec
from msgspec import Raw, Struct

from audit.account import Key
from audit.boards import Rankings
from audit.costs import Costs
from audit.draws import Odds, Pages
from audit.file_rules import drawing
from audit.recount import Receipt, Versions, VersionsOf, key_of
from audit.sameness import Unique
from audit.shown import Look

Get = Callable[[str], bytes]
"""GET of a path, with the reader's own token: the body of a 200; anything else raises."""


@dataclass(frozen=True)
class Statement:
    """One member, as the member may read it."""

    member: str
    """The id."""
    version: int
    """By the home screen, the number of the last receipt."""
    receipts: tuple[Receipt, ...]
    """All of them, oldest first."""
    texts: tuple[bytes, ...]
    """Their JSON as it was read."""
    holds: Mapping[str, int]
    """The wallet: `points`, and `CAMPAIGN/ASSET` of everything else, without what no receipt says yet."""
    on_hold: int = 0
    """Points of these that are kept for bills, or for redemptions that wait for their cash."""
    orders: tuple[Mapping[str, Any], ...] | None = None
    """The orders that counted for the member, as they stand; None: they were not read."""
    has_screen: bool = True
    """Whether anybody can look at the wallet: nobody can at that of a record that was absorbed or erased."""
    erased: bool = False
    """Whether it is told no more who it was, and what the receipts were about."""


@dataclass(frozen=True)
class Evidence:
    """Everything that an audit is made of."""

    statements: tuple[Statement, ...]
    """One for each member."""
    stocks: Mapping[Key, int]
    """Units taken of each limited stock in each of its windows."""
    versions: Versions
    """The campaign files by which everything was played."""
    unique: Unique
    """By type of event, the fields that count once over all members."""
    reported: Costs = field(default_factory=dict)
    """The prizes' cost by the managers' reports, of the campaigns whose report was read."""
    programme: VersionsOf = ()
    """The versions of the programme; none: it says nothing of points and tiers."""
    rankings: Rankings = field(default_factory=dict)
    """The boards as managers see them, where these were read."""
    looks: tuple[Look, ...] = ()
    """Home screens that were read on the way, each once everybody who was due had been swept."""
    frozen: Mapping[tuple[str, str, str], Any] = field(default_factory=dict)
    """By campaign, board and window, rankings as they were read first after they were frozen."""
    led: tuple[tuple[str, str, str], ...] = ()
    """Sign-ins anew: the identity, the member to whom it led before, and the one to whom it leads now."""
    value: Mapping[str, Any] = field(default_factory=dict)
    """The report of value, as managers read it."""


class _Page(Struct, frozen=True):
    receipts: list[Raw]
    before: str | None


TRIES: Final = 5
"""How often a statement is read at most."""


def read_statement(get: Get) -> Statement:
    """A member's statement, all pages of it. Nobody may play in the member's name meanwhile.

    Schedules go on all the same: where one settled the member between two pages, all of it is read again.
    """
    for _ in range(TRIES - 1):
        statement = _statement(get)
        if all(one["number"] <= statement.version for one in statement.receipts):
            return statement
    return _statement(get)


def _statement(get: Get) -> Statement:
    home = _of(get, "/v1/me", "me")
    has = {name: _net(campaign) for name, campaign in home["campaigns"].items()}
    for card in _of(get, "/v1/campaigns", "campaigns"):
        if card["id"] not in has:  # published, but not open now: the home screen leaves it out
            has[card["id"]] = _net(_of(get, f"/v1/campaigns/{card['id']}", "campaign"))
    holds = _flat(has)
    holds["points"] += home["points"] + home["purse"]["on_hold"] - home["purse"]["owed"]
    holds["stars"] += home["tier"]["stars"] if home["tier"] else 0
    holds.update(f"{one['campaign']}/prizes/{one['prize']}" for one in home["coupons"])
    holds.subtract(_flat(home["settled"]))  # the home screen shows it already, and no receipt says so yet
    if home["tier"] is None:  # where no stars lead to a tier, none are shown
        del holds["stars"]
    texts = tuple(map(bytes, _texts(get)))
    receipts = tuple(msgspec.json.decode(text) for text in texts)
    return Statement(home["member"], home["version"], receipts, texts, holds, home["purse"]["on_hold"])


def _net(campaign: Mapping[str, Any]) -> dict[str, int]:
    """Give what a member holds of a campaign, less what is owed: that is all that receipts moved."""
    left = Counter(campaign["has"])
    left.subtract(campaign["owed"])
    return dict(left)


def with_orders(get: Get) -> Statement:
    """The same with the orders that counted for the member: several pages may tell of one."""
    orders = {(one["kind"], one["value"]): one for page in _export(get) for one in page["orders"]}
    counted = tuple(one for one in orders.values() if one["waits_until"] is None)
    return replace(read_statement(get), orders=counted)


def read_look(get: Get) -> Look:
    """A member's home screen as it is now."""
    answer = msgspec.json.decode(get("/v1/me"))
    return Look(answer["server_time"], answer["me"])


def read_absorbed(get: Get) -> list[Statement]:
    """The statements of the records that a member absorbed, by the export of who stays."""
    receipts: dict[str, list[Raw]] = {}
    own = ""
    for page in _export(get):
        own = own or page["member"]
        receipts.setdefault(page["member"], []).extend(page["receipts"])
    return [_bare(member, texts) for member, texts in receipts.items() if member != own]


def read_receipts(get: Get, member: str) -> Statement:
    """The statement of a member who was erased. get: with a manager's token."""
    return replace(_bare(member, _texts(get, f"/v1/manage/members/{member}/receipts")), erased=True)


def _bare(member: str, raw: Iterable[Raw]) -> Statement:
    """Receipts of whom no screen shows any more."""
    texts = sorted(map(bytes, raw), key=lambda text: int(msgspec.json.decode(text)["number"]))
    receipts = tuple(msgspec.json.decode(text) for text in texts)
    return Statement(member, len(receipts), receipts, tuple(texts), {}, has_screen=False)


class _Exported(Struct, frozen=True):
    member: str
    receipts: list[Raw]
    orders: list[dict[str, Any]]
    after: str | None


def _export(get: Get) -> Iterator[Any]:
    after: str | None = ""
    while after is not None:
        page = msgspec.json.decode(get(f"/v1/me/export?after={after}" if after else "/v1/me/export"), type=_Exported)
        yield {"member": page.member, "receipts": page.receipts, "orders": page.orders}
        after = page.after


def read_stocks(get: Get) -> Mapping[Key, int]:
    """Every stock of which anything was taken, less what came back, from the laptop's own route."""
    found = _of(get, "/local/stocks", "stocks")
    return {
        (one["campaign"], one["stock"], one["window"]): sum(one["shards"].values()) - one["returned"] for one in found
    }


def read_odds(get: Get, versions: Versions) -> Pages:
    """Read the odds page of each block that draws, as it is now."""
    pages = {}
    for name, of in drawing_blocks(versions):
        page = _of(get, f"/v1/campaigns/{name}/{of.replace('blind_boxes/', 'boxes/')}/odds", "odds")
        pages[name, of] = Odds(page["commitment"], page["seed"])
    return pages


def read_costs(get: Get, versions: Versions) -> Costs:
    """Read what each campaign's report says that its prizes cost. get: with a manager's token."""
    reports = {name: _of(get, f"/v1/manage/campaigns/{name}/report", "report") for name in versions}
    return {
        name: {one["currency"]: one["minor"] for one in report["cost"] if one["minor"]}
        for name, report in reports.items()
    }


def read_value(get: Get) -> Mapping[str, Any]:
    """Read the report of value. get: with a manager's token."""
    found: Mapping[str, Any] = _of(get, "/v1/manage/report", "report")["value"]
    return found


def read_rankings(get: Get, versions: Versions) -> Rankings:
    """Read each board of each campaign as managers see it. get: with a manager's token."""
    boards = [(name, board) for name, versions_of in versions.items() for board in versions_of[-1][2].get("boards", ())]
    return {(name, board): _of(get, f"/v1/manage/campaigns/{name}/boards/{board}", "board") for name, board in boards}


def drawing_blocks(versions: Versions) -> Iterable[tuple[str, str]]:
    """Campaign and path of each block that draws."""
    return [(name, of) for name, versions_of in versions.items() for of in drawing(versions_of[-1][2])]


def stock_of(shard: str) -> Key:
    """Campaign, stock and window of a shard, by its key in the table: `S#CAMPAIGN/STOCK/WINDOW#7`."""
    campaign, _, rest = shard.removeprefix("S#").rpartition("#")[0].partition("/")
    stock, _, window = rest.rpartition("/")
    return campaign, stock, window


def _texts(get: Get, path: str = "/v1/me/receipts") -> list[Raw]:
    pages: list[Raw] = []
    before: str | None = ""
    while before is not None:
        page = msgspec.json.decode(get(f"{path}?before={before}" if before else path), type=_Page)
        pages += page.receipts
        before = page.before
    return pages[::-1]


def _flat(changes: Mapping[str, Mapping[str, int]]) -> Counter[str]:
    """Holdings or movements by campaign, with points as one number over all campaigns."""
    total: Counter[str] = Counter()
    for campaign, assets in changes.items():
        for asset, n in assets.items():
            total[key_of(campaign, asset)] += n
    return total


def _of(get: Get, path: str, name: str) -> Any:
    """One field of an answer."""
    return msgspec.json.decode(get(path))[name]
