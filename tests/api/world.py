"""The world that tests of the API play in: a table with two campaigns in force, and the app over Chalice's gateway."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from chalice.test import Client

from app import app
from chalicelib import settings, wiring
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.store.table import Item
from local.gateway import AnyMethod
from tests.api.caller import Api
from tests.proof.observer import snapshot

OPENING = int(datetime(2026, 6, 20, 2, tzinfo=UTC).timestamp() * 1000)  # 10:00 in Shanghai, when the redemption opens
DAY = 86_400_000

EVENTS = {
    "shop.visited": {"from": "client", "fields": {"shop": "text"}},
    "page.seen": {"from": "client"},
    "game.finished": {"from": "server", "fields": {"points": "number"}},
    "order.paid": {"from": "server", "fields": {"order": "text", "amount": "money"}, "unique": "order"},
    "till.paid": {
        "from": "server",
        "fields": {"channel": "text", "order": "text", "amount": "money"},
        "unique": ["channel", "order"],
        "spends": "amount",
    },
    "till.refunded": {
        "from": "server",
        "fields": {"channel": "text", "order": "text", "refund": "text", "amount": "money"},
        "unique": ["channel", "order", "refund"],
        "takes_back": "till.paid by [channel, order]",
    },
    "parcel.paid": {
        "from": "server",
        "fields": {"parcel": "text", "amount": "money", "end": "unkept"},
        "unique": "parcel",
        "spends": "amount",
    },
    "parcel.claimed": {
        "from": "client",
        "fields": {"parcel": "text", "end": "unkept"},
        "claims": "parcel.paid by parcel, matching end",
        "limit": "2 a day",
    },
}
MONEY = {
    "timezone": "Asia/Shanghai",
    "currency": "CNY",
    "points": {"pays": "100 points for 1.00 CNY", "at_most": "50% of a bill"},
}
MEMBERS = {"members": {"before_sign_in": ["card"], "may_tell": ["born"]}}
REACH = {"channels": {"mini": {"needs": "grant"}, "sms": {"needs": "consent", "limit": "2 a month"}}}
SPA = {
    "campaign": "spa",
    "title": "Spa",
    "timezone": "Asia/Shanghai",
    "opens": "2026-06-01 00:00",
    "closes": "end of 2026-06-30",
    "challenges": {
        "orders": {
            "tasks": {"buy": {"when": "order.paid", "each": "100.00 CNY of amount", "gives": {"draws": "care"}}},
        },
        "visits": {
            "tasks": {
                "visit": {
                    "when": "shop.visited",
                    "limit": "3 a campaign",
                    "each": "1 time",
                    "gives": {"points": "100", "fragments": ["set/a", "set/b"]},
                },
            },
        },
    },
    "collections": {
        "set": {
            "fragments": ["a", "b"],
            "gives": {"points": "5"},
            "exchange": "2 alike",
            "send": "1 a day",
            "odds": {"a": "10%", "b": "rest"},
        },
    },
    "blind_boxes": {
        "care": {"costs": {"draws": "care"}, "odds": {"rose": "1%", "soap": "rest"}},
        "young": {"min_age": "8", "guardian_under": "18", "odds": {"rose": "1%", "soap": "rest"}},
        "plain": {"odds": {"soap": "100%"}},
        "ten": {"ten_costs": {"draws": {"care": "9"}}, "odds": {"many": "100%"}},
        "rush": {"ten_costs": {"points": "1"}, "odds": {"few": "100%"}},
        "show": {"ten_costs": {"points": "1"}, "odds": {"seat": "100%"}},
        "free": {"limit": "1 a campaign", "odds": {"only": "100%"}},
    },
    "redemptions": {
        "monthly": {
            "opens": "20th 10:00",
            "closes": "end of month",
            "offers": {"serum": {"costs": {"points": "100"}, "gives": {"prizes": "serum"}, "stock": "5 a window"}},
        },
        "counter": {
            "opens": "daily 00:00",
            "closes": "end of day",
            "offers": {
                "note": {"gives": {"prizes": "note"}},
                "ticket": {"gives": {"prizes": "ticket"}},
                "cup": {"gives": {"prizes": "soap"}, "stock": "20"},
                "kit": {
                    "costs": {"points": "100", "cash": "29.00 CNY"},
                    "gives": {"prizes": "soap"},
                    "stock": "20",
                },
                "vase": {"gives": {"prizes": "soap"}, "stock": "1", "limit": "1 a campaign"},
            },
        },
    },
    "prizes": {
        "soap": {"gift": "soap-1"},
        "rose": {"gift": "rose-1", "stock": "2", "when_out": "soap"},
        "many": {"gift": "many-1", "stock": "1000", "when_out": "soap"},
        "few": {"gift": "few-1", "stock": "20", "when_out": "soap"},
        "only": {"gift": "only-1", "stock": "1", "when_out": "soap"},
        "ticket": {"pool": "cinema", "valid": "3 days"},
        "seat": {"pool": "cinema", "when_out": "soap"},
        "note": {"coupon": "20.00 CNY off 148.00 CNY", "valid": "30 days"},
        "serum": {"coupon": "free serum-7ml", "valid": "30 days"},
    },
}
CLUB = {
    "campaign": "club",
    "title": "Club",
    "timezone": "Asia/Shanghai",
    "opens": "2026-06-01 00:00",
    "closes": "end of 2026-06-30",
    "opt_in": "true",
    "blind_boxes": {"hello": {"odds": {"soap": "100%"}}},
    "prizes": {"soap": {"gift": "soap-1"}},
}


_PUBLISHED: dict[tuple[tuple[str, str], ...], Callable[[], None]] = {}
"""Puts the campaigns into an empty table as they were once published there: the same, sooner. By environment."""


@contextmanager
def opened(**environ: str) -> Iterator[Api]:
    """The API a day before the redemption opens, with the campaigns `spa` and `club` (which asks for an opt-in).

    environ: more of the environment.
    """
    own = settings.read({"TESSERA_STAGE": "local", "TESSERA_PROVIDERS": '{"card": {"kind": "server"}}', **environ})
    http = Client(app).http
    http._local_gateway.__class__ = AnyMethod
    caller = Api(http, own, OPENING - DAY)
    parts = wiring.build(own, clock=lambda: caller.now)
    trees: list[tuple[str, dict[str, Any]]] = [
        (PROGRAMME, {**MONEY, **MEMBERS, **REACH, "tiers": {"silver": {}, "gold": {}}, "events": EVENTS}),
        ("spa", SPA),
        ("club", CLUB),
    ]
    Item.create_table(billing_mode="PAY_PER_REQUEST")
    if (environs := tuple(sorted(environ.items()))) in _PUBLISHED:
        _PUBLISHED[environs]()
    else:
        parts.operations.publish.publish(trees, caller.now, takes_effect=caller.now)
        _PUBLISHED[environs] = snapshot()
    wiring.use(parts)
    yield caller
    wiring.use(None)
    Item.delete_table()
