"""One answer of each kind, as OpenAPI shows them: made of the structs, so that no example can drift from its shape."""

from datetime import UTC, datetime

from msgspec.structs import replace

from chalicelib.api.problem import problem
from chalicelib.api.shapes import (
    Acted,
    CampaignList,
    EventAnswer,
    EventBatch,
    Health,
    Ingested,
    MyHome,
    MyReceipts,
    Odds,
    OneCampaign,
    PublishedRules,
    Session,
)
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.mechanics.mechanic import Example
from chalicelib.domain.record.journal import Posting
from chalicelib.domain.record.member import Coupon, Profile
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.time.windows import Window
from chalicelib.domain.views.channels import ChannelView
from chalicelib.domain.views.odds import GuaranteeTerms, OddsView, RowView
from chalicelib.domain.views.rules import RulesView, Section
from chalicelib.domain.views.screens import (
    CampaignCard,
    CampaignView,
    CouponView,
    Ending,
    Home,
    PurseView,
    TagView,
    TierView,
)
from chalicelib.domain.views.words import BlockWords, CampaignWords, PrizeWords, ProgrammeWords
from chalicelib.domain.wire.cloud_event import CloudEvent
from chalicelib.domain.words.values import Money

NOW = 1_780_300_800_000  # 2026-06-01 16:00 in Shanghai
MEMBER = "m-7Qk2v9fLx0aB"
VERSION = "1:5f0c9a3be2714d86b0e1f2a3c4d5e6f7"

_OPEN = Window(1_780_243_200_000, 1_782_835_200_000)
_COUPON = Coupon("K7QXM2TRW4ZB3NFA", "kids-atelier", "tee-coupon", NOW + 30 * 86_400_000, "20.00 CNY off 148.00 CNY")


def receipt(does: str, block: str, moved: dict[str, int], **asked: object) -> Receipt:
    """A receipt of one action on one block of a campaign."""
    return Receipt(
        id="p3Zk8m1QxW5rT0yB",
        number=12,
        at=NOW,
        does=does,
        asked={"campaign": "kids-atelier", **asked},
        postings=_postings(block, moved),
        versions={"kids-atelier": VERSION},
    )


def _postings(block: str, moved: dict[str, int]) -> tuple[Posting, ...]:
    gave = {asset: n for asset, n in moved.items() if n > 0}
    took = {asset: -n for asset, n in moved.items() if n < 0}
    return (Posting("kids-atelier", block, gave=gave, took=took),) if block else ()


def done(does: str, block: str, moved: dict[str, int], **asked: object) -> Acted:
    """The answer to one action."""
    return Acted(server_time=NOW, receipt=receipt(does, block, moved, **asked))


def done_as(does: str, example: Example) -> Acted:
    """The answer to one action as its mechanic's example has it."""
    made = receipt(does, example.why, {**example.moved}, **example.asked)
    return Acted(
        server_time=NOW, receipt=replace(made, draws=example.draws, coupons=example.coupons, answered=example.answered)
    )


_CARD = CampaignCard(
    id="kids-atelier",
    opens=_OPEN.opens,
    closes=_OPEN.closes,
    version=VERSION,
    opt_in=False,
    paused=False,
)
_CAMPAIGN = CampaignView(
    card=_CARD,
    for_me=True,
    joined=None,
    has={"draws/atelier": 2, "prizes/tee-coupon": 1},
    owed={},
    buttons={},
    **{mechanic.plural: mechanic.seen for mechanic in MECHANICS},
)
_HOME = Home(
    member=MEMBER,
    version=12,
    share="Yk3v0pQzT5mAq8dLx2RbNf4wUw",
    programme="0b8f6c2d4e1a97530f8e6d5c4b3a2918",
    profile=Profile(tier="gold", tags=("mother-and-baby",), born="1990-05-17"),
    tier=TierView("gold", None, None),
    points=130,
    purse=PurseView(held=130, on_hold=0, pending=20, owed=0, ends=(Ending("2028-06-30", 130),)),
    tags=(TagView("likes/tea", "2027-06-30"),),
    coupons=(CouponView(_COUPON.code, _COUPON.campaign, _COUPON.prize, _COUPON.expires, _COUPON.terms, "free"),),
    past_coupons=(),
    unpaid=(),
    settled={},
    waits={"kids-atelier": {"prizes/tee-coupon": 1}},
    channels={"mini": ChannelView("grant", grants=1), "sms": ChannelView("consent", since=NOW)},
    campaigns={"kids-atelier": _CAMPAIGN},
)
_ODDS = OddsView(
    campaign="kids-atelier",
    of="blind_boxes/atelier",
    version=VERSION,
    rows={
        "bike": RowView(
            "1/200", "0.5%", "0.5%", "1.1%", "gift", Money(129900, "CNY"), stock=5, left=3, when_out="tee-coupon"
        ),
        "tee-coupon": RowView("59/200", "29.5%", "29.5%", "34.2%", "coupon", Money(19900, "CNY")),
        "sticker": RowView("7/10", "70%", "70%", "64.7%", "badge"),
    },
    guarantees=(GuaranteeTerms(("bike", "tee-coupon"), within=5),),
    limits=(),
    commitment="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    seed=None,
)


def _words(zh: str, en: str, image: str | None = None) -> BlockWords:
    return BlockWords(title={"zh-CN": zh, "en": en}, text=None, image=image, extra={})


CAMPAIGN_WORDS = CampaignWords(
    campaign="kids-atelier",
    version=VERSION,
    blocks={
        "": _words("童装设计师", "Kids' atelier", "https://cdn.example/kids-atelier/pictures/atelier.svg"),
        "blind_boxes/atelier": _words("设计师盲盒", "The atelier's box"),
        "collections/outfit/hem": _words("裙摆", "Hem", "https://cdn.example/kids-atelier/pictures/hem.svg"),
    },
    prizes={
        "tee-coupon": PrizeWords(
            title={"zh-CN": "T恤优惠券", "en": "Coupon for a T-shirt"},
            text={"zh-CN": "满148元减20元。", "en": "20 yuan off from 148."},
            image=None,
            extra={"colour": "green"},
            kind="coupon",
            value=Money(19900, "CNY"),
            coupon="20.00 CNY off 148.00 CNY",
            points=0,
            draws={},
            fragments={},
            gift=None,
            badge=None,
            pool=None,
            valid="30 days",
        )
    },
)
PROGRAMME_WORDS = ProgrammeWords(
    hash="0b8f6c2d4e1a97530f8e6d5c4b3a2918",
    blocks={"tiers/gold": _words("金牌会员", "Gold"), "tags/likes/tea": _words("爱喝茶", "Likes tea")},
)

HEALTH = Health(server_time=NOW)
SESSION = Session(server_time=NOW, token="eyJhbGciOi…", member=MEMBER, expires=NOW + 7_200_000)  # noqa: S106 - an example
HOME = MyHome(server_time=NOW, me=_HOME)
RECEIPTS = MyReceipts(server_time=NOW, receipts=[receipt("join", "", {})], before="p3Zk8m1QxW5rT0yB")
CAMPAIGNS = CampaignList(server_time=NOW, campaigns=[_CARD])
CAMPAIGN = OneCampaign(server_time=NOW, campaign=_CAMPAIGN)
ODDS = Odds(server_time=NOW, odds=_ODDS)
RULES = PublishedRules(
    server_time=NOW,
    rules=RulesView(
        campaign="kids-atelier",
        version=VERSION,
        since=NOW - 86_400_000,
        until=None,
        programme="3:5d41402abc4b2a76b9719d911017c592",
        locale="en",
        sections=[
            Section(
                "", "Kids' atelier", ["The campaign is open from 00:00 on 1 June 2026 to the end of 30 June 2026."]
            ),
            Section(
                "blind_boxes/atelier",
                "The atelier's box",
                [
                    "A draw costs 1 draw of “The atelier's box”.",
                    "The chances of each draw are:",
                    "“Bike”: 0.5%",
                    "“Sticker”: 99.5%",
                ],
            ),
        ],
        file={
            "campaign": "kids-atelier",
            "title": "Kids' atelier",
            "timezone": "Asia/Shanghai",
            "opens": "2026-06-01 00:00",
            "closes": "end of 2026-06-30",
            "blind_boxes": {"atelier": {"costs": {"draws": "atelier"}, "odds": {"bike": "0.5%", "sticker": "rest"}}},
        },
    ),
)

ORDER_PAID = CloudEvent(
    id="order-1001",
    source="shop.example/orders",
    type="order.paid",
    subject=MEMBER,
    time=datetime(2026, 6, 1, 7, 59, 30, tzinfo=UTC),
    data={"order": "1001", "amount": "399.00 CNY"},
)
BATCH = EventBatch(events=[ORDER_PAID])
INGESTED = Ingested(
    server_time=NOW,
    events=[
        EventAnswer(
            id="order-1001",
            status="counted",
            receipt=receipt("event", "challenges/missions/buy", {"draws/atelier": 1}, type="order.paid"),
        ),
        EventAnswer(id="order-1002", status="ignored"),
        EventAnswer(
            id="order-0007",
            status="refused",
            problem=problem(422, "event_too_late", "The event comes too late to count.", NOW),
        ),
    ],
)
QUEUED = Ingested(server_time=NOW, events=[EventAnswer(id="order-1001", status="queued")])
