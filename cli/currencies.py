"""Money of a new campaign: the currency of a timezone, and amounts of about one size in whichever currency."""

from chalicelib.domain.words.values import DECIMALS, money_text

_OF_ZONES = {
    **dict.fromkeys(("Asia/Shanghai", "Asia/Chongqing", "Asia/Urumqi", "PRC"), "CNY"),
    "Asia/Hong_Kong": "HKD",
    "Asia/Macau": "MOP",
    "Asia/Taipei": "TWD",
    "Asia/Tokyo": "JPY",
    "Japan": "JPY",
    "Asia/Seoul": "KRW",
    "Asia/Singapore": "SGD",
    "Asia/Bangkok": "THB",
    "Asia/Kuala_Lumpur": "MYR",
    "Asia/Jakarta": "IDR",
    "Asia/Manila": "PHP",
    "Asia/Ho_Chi_Minh": "VND",
    "Asia/Kolkata": "INR",
    "Asia/Kuwait": "KWD",
    "Asia/Bahrain": "BHD",
    "Europe/London": "GBP",
    "Europe/Zurich": "CHF",
    "Pacific/Auckland": "NZD",
    "America/Toronto": "CAD",
    "America/Vancouver": "CAD",
}
_OF_REGIONS = {"Europe": "EUR", "America": "USD", "US": "USD", "Australia": "AUD", "Canada": "CAD"}

_FOR_TEN_YUAN = {
    "CNY": 10,
    "HKD": 10,
    "MOP": 10,
    "TWD": 40,
    "THB": 50,
    "PHP": 80,
    "INR": 120,
    "JPY": 200,
    "KRW": 2_000,
    "IDR": 20_000,
    "VND": 40_000,
}
_FOR_TEN_YUAN_ELSEWHERE = 2


def currency_of(zone: str) -> str:
    """The currency that most shops by the clock of this timezone count in; CNY where that is not known."""
    return _OF_ZONES.get(zone) or _OF_REGIONS.get(zone.partition("/")[0]) or "CNY"


def amount(yuan: int, currency: str, coins: int = 0) -> str:
    """About the worth of so many yuan, and so many of the smallest coins more, as files say it: `39.80 EUR`.

    The worth is rough, but the same for all amounts: ten times as many yuan are ten times as much.
    """
    tens = _FOR_TEN_YUAN.get(currency, _FOR_TEN_YUAN_ELSEWHERE)
    return money_text(yuan * tens * 10 ** DECIMALS[currency] // 10 + coins, currency)
