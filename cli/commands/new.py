"""`tessera new`: writes a campaign from a template."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo, available_timezones

import click

from chalicelib.domain.file import phrases
from chalicelib.domain.lint import markets
from chalicelib.domain.mechanics import MECHANICS
from cli import screen
from cli.ending import Failed
from cli.folder import CAMPAIGN, SCENARIOS
from cli.judging import HEADER
from cli.places import CAMPAIGNS, PATHS

TEMPLATES = Path(__file__).parent.parent / "templates"
KINDS = {
    mechanic.name.replace(" ", "-"): mechanic.offers
    for mechanic in MECHANICS
    if (TEMPLATES / mechanic.name.replace(" ", "-")).exists()
}
"""The mechanics that have a template, each with what it offers to members."""


@click.command()
@click.argument("name", required=False)
@click.option("--mechanic", type=click.Choice([*KINDS]), help="What members do.")
@click.option("--title", help="What members read.")
@click.option("--opens", help="The first day, as 2026-06-01.")
@click.option("--closes", help="The last day; it belongs to the campaign.")
@click.option("--timezone", help="Whose clock counts.")
@click.option("--market", help="Whose legal rules apply: CN, JP, or none.")
@click.option("--into", type=PATHS, default=CAMPAIGNS, help="The folder of all campaigns.", show_default=True)
@click.option("--yes", is_flag=True, help="Ask nothing: take the defaults.")
def new(
    name: str | None,
    mechanic: str | None,
    title: str | None,
    opens: str | None,
    closes: str | None,
    timezone: str | None,
    market: str | None,
    into: Path,
    yes: bool,
) -> None:
    """Write a new campaign, with scenarios that hold, from a template. What no option says is asked.

    \b
    Example:
      ./tessera new
      ./tessera new summer-box --mechanic blind-box --title "Summer box" --opens 2026-06-01 --closes 2026-06-30 --yes
    """
    if not (into / "events.yaml").exists() or not (into / "programme.yaml").exists():
        raise click.UsageError(f"{into} holds no events.yaml and programme.yaml, which all campaigns need beside them")
    ask = _Asker(yes)
    name = ask("What is it called in files and addresses?", name, "my-campaign", phrases.name)
    folder = into / name
    if folder.exists():
        raise Failed(f"{folder} exists already: choose another name.")
    mechanic = ask(f"What do members do? ({_offered()})", mechanic, "challenge", _mechanic)
    title = ask("What do members call it?", title, name.replace("-", " ").capitalize(), phrases.text)
    first = ask("Which is its first day?", opens, _next_month().isoformat(), _day)
    last = ask("Which is its last day?", closes, (_day(first) + timedelta(days=29)).isoformat(), _day_from(first))
    zone = ask("In which timezone?", timezone, "Asia/Shanghai", _timezone)
    law = ask(f"Whose legal rules apply? ({', '.join(markets.KNOWN)}, or none)", market, "CN", _market)
    words = {
        "header": HEADER,
        "name": name,
        "title": json.dumps(title, ensure_ascii=False),
        "market": "" if law == "none" else f"market: {law}\n",
        "timezone": zone,
        "opens": first,
        "closes": last,
    }
    folder.mkdir()
    for file in (CAMPAIGN, SCENARIOS):
        text = (TEMPLATES / mechanic / file).read_text("utf-8")
        (folder / file).write_text(Template(text).substitute(words), "utf-8")
    screen.say(f"{folder}/{CAMPAIGN} and {folder}/{SCENARIOS} are written.", "bold")
    screen.say(f"Next: ./tessera lint {folder} and ./tessera test {folder}, then change them to what you want.")


class _Asker:
    """Takes what an option says, the default where nothing shall be asked, or asks until the answer will do."""

    def __init__(self, yes: bool) -> None:
        self._yes = yes

    def __call__(self, question: str, given: str | None, default: str, check: Callable[[str], object]) -> str:
        answer = given if given is not None else default if self._yes else None
        while True:
            said = answer if answer is not None else click.prompt(question, default=default).strip()
            try:
                check(said)
            except ValueError as wrong:
                if answer is not None:
                    raise click.UsageError(str(wrong)) from None
                screen.say(str(wrong), "red")
                continue
            return str(said)


def _offered() -> str:
    return "; ".join(f"{name}: {what}" for name, what in KINDS.items())


def _mechanic(text: str) -> None:
    if text not in KINDS:
        raise ValueError(f'"{text}" is none of {", ".join(KINDS)}')


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" is no day; write it as 2026-06-01') from None


def _day_from(first: str) -> Callable[[str], object]:
    def check(text: str) -> None:
        if _day(text) < _day(first):
            raise ValueError(f"{text} is before the first day, {first}")

    return check


def _timezone(text: str) -> None:
    if text not in available_timezones():
        raise ValueError(f'there is no timezone "{text}"; write one like {ZoneInfo("Asia/Shanghai")}')


def _market(text: str) -> None:
    if text not in (*markets.KNOWN, "none"):
        raise ValueError(f'"{text}" is none of {", ".join(markets.KNOWN)}, none')


def _next_month() -> date:
    today = datetime.now(UTC).date()
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
