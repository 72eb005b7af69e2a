"""Tells what members have won, and keeps where their gifts are sent."""

from collections.abc import Callable, Sequence
from functools import cache
from random import Random

import msgspec

from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.record.address import Address
from chalicelib.domain.record.gift_actions import gift_name
from chalicelib.domain.record.member import Played, Snapshot
from chalicelib.domain.views.prizes import WonPrize, won
from chalicelib.domain.words.errors import Unavailable, Unknown
from chalicelib.services.admission import require_there
from chalicelib.services.catalogue import Catalogue
from chalicelib.services.past import PastVersions
from chalicelib.store.addresses import Addresses
from chalicelib.store.backoff import CONFLICT_SECONDS, TRIES, full_jitter
from chalicelib.store.members import Members
from chalicelib.store.personal import Personal


class Prizes:
    """Shows what was won, and keeps addresses. Raises Unavailable."""

    def __init__(
        self,
        members: Members,
        personal: Personal,
        addresses: Addresses,
        catalogue: Catalogue,
        past: PastVersions,
        sleep: Callable[[float], None],
        rng: Random,
        images: str,
    ) -> None:
        """sleep: seconds. images: the address below which pictures lie; empty: nowhere."""
        self._members = members
        self._personal = personal
        self._addresses = addresses
        self._catalogue = catalogue
        self._past = past
        self._sleep = sleep
        self._rng = rng
        self._images = images

    def won(self, member_id: str, now: int, token_epoch: int | None = None) -> Sequence[WonPrize]:
        """List what a member holds and has won, of closed campaigns too: the member, then all that stands beside it.

        The first time a container meets a closed campaign, it reads its last version. Raises Unknown
        (`unknown_member`) and Unauthenticated.
        """
        return self._won(self._member(member_id, token_epoch), now)

    def _won(self, member: Snapshot, now: int) -> Sequence[WonPrize]:
        kept = self._personal.kept(member.id)
        archives = {name: msgspec.json.decode(part, type=Played) for name, part in kept.archives.items()}
        gifts = frozenset(kept.addresses)
        for absorbed in member.document.ids.absorbed:
            more = self._personal.kept(absorbed)
            gifts |= frozenset(more.addresses)
            for name, part in more.archives.items():  # what had left the record before it was absorbed
                archives[name] = _joined(archives.get(name), msgspec.json.decode(part, type=Played))
        return won(member.document, archives, gifts, cache(lambda name: self._file(name, now)), self._images)

    def send_to(
        self, member_id: str, campaign: str, prize: str, address: Address, now: int, token_epoch: int | None = None
    ) -> None:
        """Keep the address of a gift that waits for being sent, in the place of an earlier one.

        Raises Unknown (`unknown_prize`) where no such gift waits, `unknown_member`, and Unauthenticated.
        """
        gift = gift_name(campaign, prize)
        for tried in range(TRIES):
            member = self._member(member_id, token_epoch)
            if not any(one.id == gift and one.state == "to_send" for one in self._won(member, now)):
                raise Unknown("prize", gift)
            if self._addresses.put(member, gift, address, now):
                return
            self._sleep(full_jitter(self._rng, CONFLICT_SECONDS, tried))
        raise Unavailable("This member is busy: try again.")

    def address(self, member_id: str, campaign: str, prize: str) -> Address:
        """Read the address of a gift, for who sends it. Raises Unknown: `unknown_member`, `unknown_address`."""
        member = self._members.load(member_id).snapshot
        if member.document.ids.into:
            return self.address(member.document.ids.into, campaign, prize)
        if member.version == 0:
            raise Unknown("member", member_id)
        gift = gift_name(campaign, prize)
        found = self._addresses.read((member_id, *member.document.ids.absorbed), gift)
        if found is None:
            raise Unknown("address", gift)
        return found

    def require_gift(self, campaign: str, prize: str, now: int) -> None:
        """Raise Unknown where there never was such a campaign (`unknown_campaign`), or its prize is none that is sent
        (`unknown_prize`). Of a file of another release the word is taken.
        """
        published = self._catalogue.known(now).owing(campaign)
        try:
            published = published or self._past.find(campaign, None, now).published
        except Unavailable as error:
            if error.code != "definitions_unreadable":
                raise
            return
        found = published.campaign.prizes.get(prize)
        if found is None or found.kind != "gift":
            raise Unknown("prize", gift_name(campaign, prize))

    def _file(self, name: str, now: int) -> Campaign | None:
        published = self._catalogue.known(now).owing(name)
        if published is not None:
            return published.campaign
        try:
            return self._past.find(name, None, now).published.campaign
        except Unknown:
            return None
        except Unavailable as error:
            if error.code != "definitions_unreadable":
                raise
            return None  # one old file must not hide all else that was won

    def _member(self, member_id: str, token_epoch: int | None) -> Snapshot:
        member = self._members.load(member_id).snapshot
        require_there(member, token_epoch)
        return member


def _joined(one: Played | None, other: Played) -> Played:
    if one is None:
        return other
    assets = {*one.has, *other.has}
    return Played(has={asset: one.has.get(asset, 0) + other.has.get(asset, 0) for asset in assets})
