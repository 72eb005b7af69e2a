"""Shows a member's home screen, campaigns, and the odds that anyone may see. Nothing here writes."""

from chalicelib.domain.decide.pressing import KnownLeft
from chalicelib.domain.publishing.definitions import Definitions, Published
from chalicelib.domain.record.member import Snapshot
from chalicelib.domain.record.outcome import POOL_SHARDS, StockKey, Take
from chalicelib.domain.views import home, odds
from chalicelib.domain.views.change import HomeChange, change
from chalicelib.domain.views.odds import OddsView
from chalicelib.domain.views.rules import RulesView, rules_view
from chalicelib.domain.views.screens import CampaignCard, CampaignView, Home
from chalicelib.domain.words.errors import Unknown
from chalicelib.services.act import Transition
from chalicelib.services.admission import require_there
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.close import Close
from chalicelib.services.past import PastVersions
from chalicelib.store.members import Members
from chalicelib.store.stock import StockShards


class Show:
    """Reads views. Everything here raises Unavailable; `now` is epoch ms, `token_epoch` that of the caller's token."""

    def __init__(
        self, members: Members, stock: StockShards, catalogue: Catalogue, close: Close, past: PastVersions
    ) -> None:
        self._members = members
        self._stock = stock
        self._catalogue = catalogue
        self._close = close
        self._past = past

    def home(self, member_id: str, now: int, token_epoch: int | None = None) -> Home:
        """Read the whole home screen, in one read. Raises Unknown (`unknown_member`) and Unauthenticated."""
        member = self._member(member_id, token_epoch)
        now = max(now, member.at)
        return home.home(self._catalogue.definitions(now), member, now, self._known(now))

    def change(self, step: Transition) -> HomeChange | None:
        """Give what a member's step changed on the home screen, from what was read and written for it; None where there
        are no definitions any more to see it by.
        """
        definitions = self._catalogue.at_hand(step.at)
        if definitions is None:
            return None
        return change(definitions, step.before, step.after, step.at, self._known(step.at))

    def campaign(self, name: str, member_id: str, now: int, token_epoch: int | None = None) -> CampaignView:
        """Read one live campaign as the member sees it, in one read. Raises Unknown and Unauthenticated."""
        member = self._member(member_id, token_epoch)
        now = max(now, member.at)
        return home.campaign(self._catalogue.definitions(now), name, member, now, self._known(now))

    def campaigns(self, member_id: str, now: int, token_epoch: int | None = None) -> list[CampaignCard]:
        """List all live campaigns for a member who is still there, in one read. Raises Unknown and Unauthenticated."""
        self._member(member_id, token_epoch)
        return home.campaigns(self._catalogue.definitions(now))

    def odds(self, campaign: str, of: str, now: int, version: str | None = None) -> OddsView:
        """Give the odds of a block that draws (`blind_boxes/NAME`) by the version in force.

        version: the one that was in force earlier, as its number, its hash, or as receipts name it. After the final
        close they are those of the last version, with the seed.
        """
        published = self._definitions(now).campaigns.get(campaign)
        if version is not None and (published is None or version != published.label):
            past = self._past.find(campaign, version, now)
            at = min(now, past.published.window.closes - 1)
            left = self._left(past.published, of, at)
            return odds.odds_view(past.published, of, left, at, past.seeds.get(of))
        if published is not None:
            return odds.odds_view(published, of, self._left(published, of, now), now, seed=None)
        closed = self._close.revealed(campaign)
        if closed is None:
            raise Unknown("campaign", campaign)
        end = closed.published.window.closes - 1
        left = self._left(closed.published, of, end)
        return odds.odds_view(closed.published, of, left, end, closed.seeds.get(of))

    def rules(self, campaign: str, now: int, version: str | None = None, locale: str | None = None) -> RulesView:
        """Give the rules of a campaign by the version in force, the final one, or one that was in force earlier.

        locale: the language of the sentences. Raises InvalidBody (`invalid_query`) for a text that is none.
        """
        from chalicelib.domain.saying.language import language  # what says rules is loaded once somebody reads them
        from chalicelib.domain.views.sections import sections

        spoken = language(locale)
        past, around = self._past.with_programme(campaign, version, now)
        said = sections(past.published.campaign, around.programme, spoken)
        return rules_view(past.version, past.term, around.label, spoken.locale, said)

    def _known(self, now: int) -> KnownLeft:
        """Tells what this container knows of stocks, without a read."""
        return lambda takes: self._stock.known(takes, now)

    def _left(self, published: Published, of: str, now: int) -> dict[StockKey, int]:
        """Units left of the limited prizes behind a block's rows: all their shards in one read."""
        prizes = published.campaign.prizes
        takes = [
            Take(
                key,
                0,
                stock.count if stock else 0,
                published.shards.get(key.stock, POOL_SHARDS),
                key.stock in published.returning,
            )
            for name, key in odds.limited_prizes(published, of, now).items()
            for stock in (prizes[name].stock,)
        ]
        return self._stock.survey(takes, now) if takes else {}

    def _member(self, member_id: str, token_epoch: int | None) -> Snapshot:
        """One read; the live list comes along when this container's copy has to be renewed."""
        stale = self._catalogue.stale()
        loaded = self._members.load(member_id, live=stale)
        if stale:
            self._catalogue.take(loaded.live)
        require_there(loaded.snapshot, token_epoch)
        return loaded.snapshot

    def _definitions(self, now: int) -> Definitions:
        if self._catalogue.stale():
            self._catalogue.refresh()
        return self._catalogue.definitions(now)
