"""Counters: what each receipt adds to the numbers of the campaigns that took part in it.

Counters only ever add up, so the order in which receipts are counted does not matter. A refusal leaves no receipt and
is not counted here. All of them are sums over what the receipt says; a definition only tells on which day a moment is.

| counter | counts |
| --- | --- |
| `actions` | receipts |
| `members` | members who took part for the first time: the reach; of two who turn out to be one, one less |
| `joined` | opt-ins |
| `started/CHALLENGE/TASK` | rounds in which a member began the task |
| `done/CHALLENGE/TASK`, `done/CHALLENGE` | rounds in which a member finished the task, or all tasks |
| `points/earned`, `points/spent` | points that were given, and that members paid with |
| `refunds` | orders that came back, whole or in part, and took something back |
| `points/taken_back` | points that these took back, or an undone redemption did; those that are owed are among them |
| `points/returned` | points that came back, as what they were spent on was undone |
| `points/owed`, `points/repaid` | of them, points that were owed from then on; and points that came and paid such |
| `prizes/PRIZE` | prizes handed out, of every kind |
| `taken_back/PRIZE` | prizes that were taken back, because their order came back, or their redemption was undone |
| `expired/PRIZE` | coupons that ended, on the day of their own end, whenever that was settled |
| `used/PRIZE`, `returned/PRIZE` | coupons that bills took, and that came back with a bill that was cancelled |
| `blocks/BLOCK` | how often a block was used or paid: draws of a box, sets composed, offers redeemed, rewards paid |
| `blocks/BLOCK:make_up` | how often a missed day was made up |
| `blocks/BLOCK:undone` | how often it was undone |
| `forms/FORM/members`, `forms/FORM/sent` | members who sent the form, and how often it was sent |
| `chosen/FORM/ASK/OPTION` | how often the option was chosen, each sending; not of who was erased before a rebuild |
| `answers/QUIZ/QUESTION/right`, `…/wrong` | answers to the question, each try |
| `tags/GROUP/NAME/given`, `…/ended` | how often it was given to who lacked it, and taken; not of who is erased |
| `scores/BOARD` | how often a score of the board changed |
| `ranks/BOARD/RANK` | how often the place was paid |
| `places/BOARD/ASSET` | what its places gave: `points`, `draws/BOX`, `prizes/PRIZE` |
| `orders`, `amount/CNY` | orders that the campaign counted, less those that came back whole; what is left of them |
| `content/NAME/…` | who opened and read a content (`contents`) |
| `fragments/COLLECTION/NAME` | fragments that came into being: a gift between members is none |
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from chalicelib.domain.derived.contents import counted_of_content
from chalicelib.domain.file.blocks import having
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.record.journal import (
    BILL,
    EXPIRED,
    POINTS,
    PRIZES,
    UNDONE,
    Leg,
    Posting,
    grants,
    is_back,
    is_returned,
    tags_of,
    total,
)
from chalicelib.domain.record.receipt import Receipt, counted_by
from chalicelib.domain.record.sales import AMOUNT, ORDERS
from chalicelib.domain.time.localtime import local
from chalicelib.domain.words.values import Options

Counts = Mapping[str, int]
"""Counters by name."""

Page = tuple[str, str]
"""The key of what is counted together: a campaign, and an ISO date in its timezone."""

GIFT = ":send"
"""How the reason of a movement between two members ends."""


TAGS = "tags/"
"""How the counters of tags begin."""

BOARDS = "boards"
"""Where the boards of a campaign stand in its file, and how the reason of what a place gave begins."""


def counted(receipt: Receipt, campaigns: Mapping[str, Campaign]) -> dict[Page, Counts]:
    """The amounts that a receipt adds, by campaign and day.

    campaigns: the definitions that it names in `versions`, by campaign, and a definition of each campaign that it
    concerns otherwise (`ended`): that may be long over.
    """
    pages = {_page(campaigns[name], receipt.at): _of(receipt, campaigns[name]) for name in receipt.versions}
    for (name, prize, at), n in total(receipt.legs, _ended).items():
        if name in campaigns:
            last_moment = at - 1
            pages.setdefault(_page(campaigns[name], last_moment), Counter())[f"expired/{prize}"] -= n
    for (name, counter), n in (*_at_till(receipt).items(), *_sold(receipt).items()):
        if name in campaigns:
            pages.setdefault(_page(campaigns[name], receipt.at), Counter())[counter] += n
    return dict(pages)


def ended(receipt: Receipt) -> set[str]:
    """The campaigns of which a coupon ended, was used or came back at a till; and those that counted its order."""
    at_till = {name for name, _ in _at_till(receipt)}
    return {name for name, _, _ in total(receipt.legs, _ended)} | at_till | {name for name, _ in _sold(receipt)}


def tag_counts(posting: Posting) -> Counter[str]:
    """The tags that a posting gave and took, by counter."""
    return Counter({f"{TAGS}{tag}/{'given' if n > 0 else 'ended'}": abs(n) for tag, n in tags_of(posting).items()})


def _sold(receipt: Receipt) -> Counter[tuple[str, str]]:
    """The orders that campaigns counted, and their amounts, by campaign and counter."""
    counts: Counter[tuple[str, str]] = Counter()
    if receipt.sales is None or receipt.does in ("merged", "absorbed"):  # campaigns counted these orders before
        return counts
    campaigns = counted_by(receipt)
    for numbers in receipt.sales.months.values():
        for counter, n in numbers.items():
            counted_as = "orders" if counter.startswith(ORDERS) else counter
            if counter.startswith((ORDERS, AMOUNT)):
                counts.update({(name, counted_as): n for name in campaigns})
    return counts


def _at_till(receipt: Receipt) -> Counter[tuple[str, str]]:
    """The coupons of bills by campaign and counter. In a payment one comes back only to be used late."""
    counts: Counter[tuple[str, str]] = Counter()
    for leg in receipt.legs:
        if leg.why == BILL and leg.asset.startswith(PRIZES):
            prize = leg.asset.removeprefix(PRIZES)
            if leg.n < 0:
                counts[leg.campaign, f"used/{prize}"] -= leg.n
            elif receipt.does != "pay":
                counts[leg.campaign, f"returned/{prize}"] += leg.n
    return counts


def _ended(leg: Leg) -> tuple[str, str, int] | None:
    """Which coupon of which campaign ended, and when; None for any other movement."""
    if leg.why != EXPIRED or not leg.asset.startswith(PRIZES):  # points that end are the programme's, and no campaign's
        return None
    return leg.campaign, leg.asset.removeprefix(PRIZES), leg.at


def _page(campaign: Campaign, at: int) -> Page:
    return campaign.campaign, local(at, ZoneInfo(campaign.timezone)).date().isoformat()


def _of(receipt: Receipt, definition: Campaign) -> Counter[str]:
    """Give the amounts that a receipt adds to one campaign's counters."""
    campaign = definition.campaign
    counts = Counter({"actions": 1, "members": receipt.first.count(campaign) - receipt.both.count(campaign)})
    counts["joined"] += receipt.does == "join" and receipt.asked.get("campaign") == campaign
    for word, paths in (("started", receipt.started), ("done", receipt.done)):
        counts.update(
            f"{word}/{path.removeprefix(f'{campaign}/')}" for path in paths if path.startswith(f"{campaign}/")
        )
    counts.update({f"blocks/{one.why}": one.times for one in receipt.postings if _is_block(one, campaign)})
    for one in (one for one in receipt.postings if one.campaign == campaign):
        counts.update(tag_counts(one))
    counts.update(f"scores/{one.board}" for one in receipt.scores if one.campaign == campaign)
    if receipt.sent and receipt.asked.get("campaign") == campaign:
        form = receipt.asked["form"]
        counts.update({f"forms/{form}/sent": 1, f"forms/{form}/members": int(receipt.sent == 1)})
        counts.update(f"chosen/{form}/{one}" for one in _chosen(receipt, definition))
    if (said := receipt.answered) is not None and said.campaign == campaign:
        counts[f"answers/{said.quiz}/{said.question}/{'right' if said.right else 'wrong'}"] += 1
    if receipt.does == "award" and receipt.asked.get("campaign") == campaign:
        board = receipt.asked["board"]
        counts[f"ranks/{board}/{receipt.asked['rank']}"] += 1
        given = (leg for leg in receipt.own if leg.n > 0 and leg.why == f"{BOARDS}/{board}")
        counts.update({f"places/{board}/{asset}": n for asset, n in total(given, _asset).items()})
    counts.update(counted_of_content(receipt, campaign))
    own = [leg for leg in receipt.legs if leg.campaign == campaign]
    counts.update({f"{PRIZES}{prize}": n for prize, n in _granted(own)})
    counts.update(total((leg for leg in own if leg.n > 0), _gained))
    counts.subtract(total((leg for leg in own if leg.n < 0), _spent))
    counts["refunds"] += any(is_back(leg) and not leg.why.endswith(UNDONE) for leg in own)
    for leg in own:
        if leg.asset == POINTS:
            counts["points/owed" if leg.owed > 0 else "points/repaid"] += abs(leg.owed)
    return Counter({name: n for name, n in counts.items() if n})


def _chosen(receipt: Receipt, campaign: Campaign) -> Iterator[str]:
    """The options that were chosen, as ASK/OPTION. A text is none, and stays where it is."""
    for one in having(campaign, Options):
        if one.by.path[:2] == ("forms", receipt.asked["form"]):
            said = receipt.asked.get("answers", {}).get(one.by.name, ())
            options = [said] if isinstance(said, str) else said
            yield from (f"{one.by.name}/{option}" for option in options if option in one.value)


def _asset(leg: Leg) -> str:
    return leg.asset


def _is_block(posting: Posting, campaign: str) -> bool:
    """Whether a posting is of a block of the campaign, and not of what a prize is made of or of an end."""
    return posting.campaign == campaign and "/" in posting.why and not posting.why.startswith(PRIZES)


def _granted(legs: Iterable[Leg]) -> Iterator[tuple[str, int]]:
    sums: Counter[str] = Counter()
    for grant in grants(legs):
        sums[grant.prize] += grant.n
    return iter(sums.items())


def _gained(leg: Leg) -> str | None:
    """The counter that a movement to the member raises: of points, and of fragments that were not there before."""
    if leg.asset == POINTS:
        return "points/returned" if is_returned(leg) else "points/earned"
    is_new = not leg.why.endswith(GIFT) and not is_returned(leg)
    return leg.asset if leg.asset.startswith("fragments/") and is_new else None


def _spent(leg: Leg) -> str | None:
    """The counter that a movement from the member raises: of points, and of what was taken back."""
    if leg.asset == POINTS:
        return "points/taken_back" if is_back(leg) else "points/spent"
    return f"taken_back/{leg.asset.removeprefix(PRIZES)}" if is_back(leg) and leg.asset.startswith(PRIZES) else None
