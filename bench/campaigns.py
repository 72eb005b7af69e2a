"""The campaigns that are measured: one with every mechanic in it, and as many alike as a measurement asks for."""

from typing import Any

EVENTS: dict[str, Any] = {
    "page.read": {"from": "client"},
    "live.watched": {"from": "client", "fields": {"minutes": "number"}},
    "shop.visited": {"from": "client", "fields": {"shop": "text"}},
    "member.checked_in": {"from": "client"},
    "fragment.found": {"from": "client", "fields": {"piece": "text"}},
    "order.paid": {"from": "client", "fields": {"amount": "money"}},
}
PIECES = ("collar", "sleeve", "hem", "button")
SOLD_OUT_SHARDS = 20
"""Shards of the stock that is gone: as many as its units."""

SPA: dict[str, Any] = {
    "campaign": "spa",
    "title": "Spa",
    "timezone": "Asia/Shanghai",
    "opens": "2026-06-01 00:00",
    "closes": "end of 2026-06-30",
    "challenges": {
        "missions": {
            "tasks": {
                "read": {"when": "page.read", "reach": "5 times", "gives": {"points": "10"}},
                "watch": {"when": "live.watched", "reach": "2 times", "gives": {"points": "20", "draws": "care"}},
                "visit": {"when": "shop.visited", "reach": "3 different shop", "gives": {"points": "30"}},
                "check-in": {"when": "member.checked_in", "reach": "7 days", "gives": {"points": "40"}},
                "order": {
                    "when": "order.paid",
                    "each": "100.00 CNY of amount",
                    "gives": {"points": "100", "draws": {"care": "1", "rare": "2"}},
                },
                "find": {
                    "when": "order.paid",
                    "each": "1 time",
                    "gives": {"fragments": [f"outfit/{p}" for p in PIECES]},
                },
            },
            "milestones": {"3": {"points": "20"}},
            "gives": {"points": "100"},
        },
    },
    "collections": {
        "outfit": {"fragments": list(PIECES), "gives": {"points": "50"}, "limit": "9 a campaign", "send": "9 a day"},
    },
    "blind_boxes": {
        "care": {
            "costs": {"draws": "care"},
            "odds": {"hidden": "1/144", "rose": "30%", "lily": "30%", "soap": "rest"},
            "guarantees": [{"of": ["hidden"], "within": "144", "ramp": {"from": "100", "step": "2%"}}],
            "limit": "50 a day",
        },
        "rare": {"costs": {"draws": "rare"}, "odds": {"iris": "100%"}, "limit": "50 a day"},
        "ten": {
            "ten_costs": {"points": "90"},
            "odds": {"iris": "30%", "rose": "30%", "soap": "rest"},
            "limit": "50 a day",
        },
    },
    "redemptions": {
        "monthly": {
            "opens": "20th 10:00",
            "closes": "end of month",
            "limit": "9 a window",
            "offers": {"serum": {"costs": {"points": "100"}, "gives": {"prizes": "serum"}, "stock": "100000 a window"}},
        },
        "gone": {
            "opens": "daily 00:00",
            "closes": "end of day",
            "offers": {"last": {"gives": {"prizes": "soap"}, "stock": str(SOLD_OUT_SHARDS)}},
        },
    },
    "prizes": {
        "hidden": {"gift": "spa-midnight-iris"},
        "rose": {"gift": "spa-rose"},
        "lily": {"gift": "spa-lily"},
        "soap": {"badge": "spa-soap"},
        "iris": {"gift": "spa-iris", "stock": "100000", "when_out": "soap"},
        "serum": {"coupon": "free serum-7ml", "valid": "30 days"},
    },
}


def same(number: int) -> dict[str, Any]:
    """A campaign like the first, under a name of its own."""
    return SPA | {"campaign": f"spa-{number}"}


def another(number: int) -> dict[str, Any]:
    """A campaign like the first, that listens to the events of its own kind only."""
    missions = SPA["challenges"]["missions"]
    tasks = {name: task | {"when": _own(task["when"], number)} for name, task in missions["tasks"].items()}
    return same(number) | {"challenges": {"missions": missions | {"tasks": tasks}}}


def own_events(number: int) -> dict[str, Any]:
    """The events that `another` listens to."""
    return {_own(kind, number): declared for kind, declared in EVENTS.items()}


def _own(kind: str, number: int) -> str:
    """A type of event of one campaign's own; they are of letters only."""
    tens, ones = divmod(number, 10)
    return f"{kind}.{'abcdefghij'[tens % 10]}{'abcdefghij'[ones]}{'x' * (tens // 10)}"
