"""Timezones as people write them, and the names that they have."""

import re
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_ZONES = {
    "Asia/Shanghai": "beijing peking china prc guangzhou shenzhen hangzhou chengdu cst 北京 上海 中国 广州 深圳",
    "Asia/Hong_Kong": "hongkong hkt hk 香港",
    "Asia/Macau": "macao 澳门",
    "Asia/Taipei": "taiwan 台北 台湾",
    "Asia/Tokyo": "japan jst jp osaka kyoto 東京 东京 日本",
    "Asia/Seoul": "korea kst busan 首尔",
    "Asia/Singapore": "sgt sg 新加坡",
    "Asia/Kuala_Lumpur": "malaysia myt",
    "Asia/Bangkok": "thailand ict",
    "Asia/Ho_Chi_Minh": "vietnam hanoi saigon",
    "Asia/Jakarta": "indonesia wib",
    "Asia/Manila": "philippines",
    "Asia/Kolkata": "india ist delhi newdelhi mumbai bombay bangalore chennai",
    "Asia/Dubai": "uae gst abudhabi",
    "Asia/Riyadh": "saudiarabia jeddah",
    "Australia/Sydney": "australia aest aedt canberra",
    "Pacific/Auckland": "newzealand nzst wellington",
    "Europe/London": "uk gb bst england britain edinburgh manchester",
    "Europe/Paris": "france lyon",
    "Europe/Berlin": "germany cet cest met mez frankfurt munich hamburg cologne",
    "Europe/Madrid": "spain barcelona",
    "Europe/Athens": "greece eet eest",
    "Europe/Lisbon": "portugal wet west",
    "Europe/Rome": "italy milan",
    "Europe/Zurich": "switzerland geneva bern basel",
    "Europe/Amsterdam": "netherlands rotterdam",
    "Europe/Moscow": "russia msk stpetersburg",
    "America/New_York": "et est edt est5edt eastern boston washington miami atlanta philadelphia us usa",
    "America/Chicago": "ct cdt cst6cdt central dallas houston austin",
    "America/Denver": "mt mst mdt mst7mdt mountain",
    "America/Los_Angeles": "pt pst pdt pst8pdt pacific sanfrancisco seattle sandiego california",
    "Pacific/Honolulu": "hawaii hst",
    "America/Toronto": "canada ottawa montreal",
    "America/Sao_Paulo": "brazil brt riodejaneiro",
    "America/Mexico_City": "mexico",
}
"""Zones, with other words for their clock: countries, abbreviations and cities that have no zone of their own."""

_MEANT = {word: zone for zone, words in _ZONES.items() for word in words.split()}

_OF_OFFSETS = {
    "+0": "Europe/London",
    "+1": "Europe/Berlin",
    "+2": "Europe/Athens",
    "+3": "Europe/Moscow or Asia/Riyadh",
    "+4": "Asia/Dubai",
    "+5:30": "Asia/Kolkata",
    "+7": "Asia/Bangkok or Asia/Jakarta",
    "+8": "Asia/Shanghai, Asia/Hong_Kong or Asia/Singapore",
    "+9": "Asia/Tokyo or Asia/Seoul",
    "+10": "Australia/Sydney",
    "+12": "Pacific/Auckland",
    "-3": "America/Sao_Paulo",
    "-5": "America/New_York",
    "-6": "America/Chicago",
    "-7": "America/Denver",
    "-8": "America/Los_Angeles",
}
"""Cities by their winter offset from UTC."""

_OFFSET = re.compile(r"(?:utc|gmt|z)? ?(?P<sign>[+-]) ?0?(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?", re.IGNORECASE)
_ZERO = ("gmt", "gmt0", "greenwich", "uct", "universal", "zulu")
"""Words for the offset 0."""

_FIXED = re.compile(r"Etc/.+|UCT|Zulu|Universal|Greenwich|GMT.*|[CEHMPW]ST|[CEMW]ET|[CEMP]ST\d[CEMP]DT")

_UTC = ("UTC", "Etc/UTC")

_OF_A_MACHINE = ("localtime", "posixrules", "Factory")
"""Files beside those of the zones: whichever clock the machine has that reads them, or none."""


def zone_of(name: str) -> ZoneInfo | None:
    """The timezone of that name, or None where there is none."""
    return ZoneInfo(name) if name in zone_names() else None


@cache
def zone_names() -> frozenset[str]:
    """The names of all timezones that are the same on each machine."""
    return frozenset(available_timezones()).difference(_OF_A_MACHINE)


def is_fixed(name: str) -> bool:
    """Whether a timezone that exists is an offset or an abbreviation, not the clock of a place."""
    return bool(_FIXED.fullmatch(name)) and name not in _UTC


def right_zone(name: str) -> str:
    """The advice for a text that names no timezone, or no place: the name of the one that is meant."""
    if offset := _OFFSET.fullmatch(name.removeprefix("Etc/").strip()):
        return _of_offset(name, offset)
    word = re.sub(r"[^\w]|_|standard|daylight|summer|time|时间", "", name.rpartition("/")[2].lower())
    if word in _ZERO:
        return _asking_for(_OF_OFFSETS["+0"])
    places = [zone for zone in sorted(zone_names()) if not is_fixed(zone)]
    known = {re.sub("[^a-z]", "", zone.rpartition("/")[2].lower()): zone for zone in places} | _MEANT
    if word in known:
        return f"write {known[word]}"
    near = get_close_matches(name, places, 1, 0.8)
    right = near[0] if near else next((known[one] for one in get_close_matches(word, known, 1, 0.85)), "")
    return (
        f"write one like {right}"
        if right
        else "write the city whose clock is meant, like Asia/Shanghai or Europe/Paris"
    )


def _of_offset(name: str, offset: re.Match[str]) -> str:
    sign = offset["sign"]
    if name.startswith("Etc/"):  # POSIX, where the signs are the other way round
        sign = "-" if sign == "+" else "+"
    minutes = f":{offset['minutes']}" if offset["minutes"] and offset["minutes"] != "00" else ""
    cities = _OF_OFFSETS.get(
        f"{sign}{int(offset['hours'])}{minutes}".replace("-0", "+0"), "Asia/Shanghai or Europe/Paris"
    )
    return _asking_for(cities)


def _asking_for(cities: str) -> str:
    return f"an offset says nothing of summer time: write the city whose clock is meant, like {cities}"
