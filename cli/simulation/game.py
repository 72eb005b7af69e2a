"""The game that every run of a simulation plays: one campaign as it would be published, and who comes."""

import itertools
from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.chance.drawing import SHORTEST_MASTER
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.phrases import Node
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.definition import prepare
from chalicelib.domain.play.holdout import holdout_key
from chalicelib.domain.publishing.definitions import (
    Definitions,
    Published,
    Version,
    assemble,
    limited_stocks,
    shards_for,
)
from chalicelib.domain.record.sharing import sharing_of
from chalicelib.domain.time.localtime import local, midnight
from chalicelib.domain.time.windows import Window
from cli.simulation.population import Population
from cli.simulation.recording import Recording
from cli.simulation.share import HALVES


@dataclass(frozen=True, slots=True)
class Game:
    """A campaign with its crowd, to be played in every run."""

    programme: Programme
    """The programme that the campaign is played under."""
    version: Version
    """The campaign, as it would be published: its version 1."""
    population: Population
    """The crowd: how many members come, and how they behave."""
    days: tuple[Window, ...]
    """The days of the campaign that are played."""
    seed: int = 1
    """The number from which each run's own chance is made; the same one gives the same runs."""
    recording: Recording | None = None
    """Events that really happened, in place of made-up visits."""

    @property
    def parts(self) -> int:
        """Into how many parts its crowd is divided, each played in a process of its own.

        Recorded events stay in one queue: an order of one member that another one sends again counts once.
        """
        return 1 if self.recording is not None else HALVES

    @property
    def published(self) -> Published:
        """The campaign, to look at."""
        return self.definitions(0).campaign(self.version.id)

    def definitions(self, run: int) -> Definitions:
        """The definitions with this run's own luck."""
        master = f"{self.seed}/{run}".encode().ljust(SHORTEST_MASTER, b"\0")
        return assemble(
            self.programme,
            [prepare(self.version, master)],
            holdout=holdout_key(master),
            sharing=sharing_of(master),
        )


def game(
    campaign: Campaign,
    tree: dict[str, Node],
    programme: Programme,
    population: Population,
    most_days: int | None = None,
    seed: int = 1,
    recording: Recording | None = None,
) -> Game:
    """A game of a campaign and its file's tree; most_days: play its first days only."""
    shards = {path: shards_for(quota, campaign.crowd) for path, quota in limited_stocks(campaign).items()}
    version = Version(id=campaign.campaign, number=1, tree=tree, published=0, shards=shards)
    published = prepare(version, b"")
    days = tuple(days_of(published))[:most_days]
    return Game(programme, version, population, days, seed, recording)


def days_of(published: Published) -> list[Window]:
    """The campaign's days by its own calendar, the first and the last cut by its edges."""
    zone, whole = published.zone, published.window
    first, last = local(whole.opens, zone).date(), local(whole.closes - 1, zone).date()
    starts = [midnight(first + timedelta(days=n), zone) for n in range((last - first).days + 2)]
    return [Window(max(start, whole.opens), min(end, whole.closes)) for start, end in itertools.pairwise(starts)]
