"""Builds the services that run a programme: managers, schedules and the stream call them, and no member waits."""

from msgspec import Struct

from chalicelib.services.adjust import Adjusting
from chalicelib.services.announce import Announce
from chalicelib.services.awards import Awards
from chalicelib.services.boards import Boards
from chalicelib.services.bring_in import BringIn
from chalicelib.services.close import Close
from chalicelib.services.codes import PartnerCodes
from chalicelib.services.counting import Counting
from chalicelib.services.erase import Erase
from chalicelib.services.everybody import Everybody
from chalicelib.services.export import Export
from chalicelib.services.form_answers import FormAnswers
from chalicelib.services.grants import Grants
from chalicelib.services.merge import Merging
from chalicelib.services.notices import Notices
from chalicelib.services.overview import Overview
from chalicelib.services.pictures import Pictures
from chalicelib.services.previewing import Previewing
from chalicelib.services.prizes import Prizes
from chalicelib.services.publish import Publish
from chalicelib.services.register import Register
from chalicelib.services.report import Reports
from chalicelib.services.review import Review
from chalicelib.services.segments import Segments
from chalicelib.services.settle_member import SettleMember
from chalicelib.services.steer import Steer
from chalicelib.services.sweep import Sweep
from chalicelib.services.sweep_part import SweepPart
from chalicelib.services.tells import Tells
from chalicelib.services.touching import Touching
from chalicelib.services.watch import Watch
from chalicelib.store.addresses import Addresses
from chalicelib.store.adjustments import Adjustments
from chalicelib.store.bus import Bus
from chalicelib.store.code_cipher import CodeCipher
from chalicelib.store.codes import Codes
from chalicelib.store.counters import Counters
from chalicelib.store.due_index import DueIndex
from chalicelib.store.personal import Personal
from chalicelib.store.queue import Queue
from chalicelib.store.report_state import ReportState
from chalicelib.store.stock_sample import StockSample
from chalicelib.store.sweep_helpers import Helpers
from chalicelib.wiring.ground import Ground


class Operations(Struct, frozen=True):
    """The services that run a programme."""

    publish: Publish
    """Installs the definitions that come along with a deployment, without a review."""
    close: Close
    """Closes campaigns for good, and reveals their seeds."""
    steer: Steer
    """Does managers' commands on versions and campaigns: hand in, approve, publish, stop and the like."""
    overview: Overview
    """Reads what managers look at: campaigns, versions and audit trails."""
    counting: Counting
    """Counts receipts into the report."""
    reports: Reports
    """Reads and rebuilds reports."""
    grants: Grants
    """Lists what was granted."""
    form_answers: FormAnswers
    """Lists the answers of forms."""
    watch: Watch
    """Looks at what runs out or stands still, for an operator's alarms."""
    notices: Notices
    """Sends notices to other systems."""
    tells: Tells
    """Puts events for other members into the queue."""
    export: Export
    """Reads all that is stored of a member."""
    erase: Erase
    """Erases members."""
    adjusting: Adjusting
    """Does managers' commands on adjustments."""
    merging: Merging
    """Merges two records of one person."""
    bring_in: BringIn
    """Brings in members of another system."""
    announce: Announce
    """Announces windows that opened or closed, and campaigns that were closed for good."""
    sweep: Sweep
    """Settles what fell due for members who do not come."""
    boards: Boards
    """Makes the pictures of boards, and pays their places."""
    review: Review
    """Shows rankings to managers, and strikes members off."""
    codes: PartnerCodes
    """Fills pools of partners' codes, and reads codes."""
    previewing: Previewing
    """Foresees tomorrow's messages."""
    segments: Segments
    """Counts the members of each segment, and tells which hold of one member."""
    prizes: Prizes
    """Shows what members won, and keeps the addresses for gifts."""


def build(on: Ground) -> Operations:
    """Build the services that run a programme."""
    settings, campaigns, catalogue = on.settings, on.campaigns, on.catalogue
    master = settings.secrets.master_seed
    counters, report_state = Counters(on.sleep, on.rng), ReportState(on.reader)
    counting = Counting(counters, report_state, campaigns)
    bus = Bus(settings.bus, settings.region, on.sleep, on.rng)
    personal = Personal(on.reader, on.sleep, on.rng)
    cipher = CodeCipher(master)
    addresses = Addresses(on.reader, cipher)
    pictures = Pictures(on.rankings, campaigns, counters, report_state)
    merging = Merging(on.members, on.act)
    awards = Awards(on.rankings, on.act, on.members)
    index = DueIndex()
    look = SettleMember(on.act, catalogue, index, Touching(on.act, catalogue))
    part = SweepPart(index, on.members, look, on.cursors, on.monotonic)
    helpers = Helpers(settings.helper, settings.region)
    register = Register(on.members, look, on.cursors, on.sleep, on.monotonic)
    return Operations(
        publish=Publish(campaigns, master, on.entropy),
        close=on.close,
        steer=Steer(campaigns, master, on.entropy, settings.approve_own),
        overview=Overview(campaigns),
        counting=counting,
        reports=Reports(counters, report_state, campaigns, counting, on.monotonic),
        grants=Grants(on.reader, report_state),
        form_answers=FormAnswers(on.reader, report_state),
        watch=Watch(catalogue, StockSample(on.reader)),
        notices=Notices(bus),
        tells=Tells(Queue(settings.queue, settings.region)),
        export=Export(on.members, personal, addresses),
        erase=Erase(on.members, personal, on.sleep, on.rng),
        adjusting=Adjusting(
            on.members, Adjustments(on.reader), on.act, catalogue, merging, approve_own=settings.approve_own
        ),
        merging=merging,
        bring_in=BringIn(on.members, on.act, catalogue, master),
        announce=Announce(campaigns, on.cursors, bus),
        sweep=Sweep(index, part, register, campaigns, on.cursors, on.monotonic, helpers.ask if helpers.exist else None),
        boards=Boards(catalogue, on.unpaid, pictures, awards, on.monotonic),
        review=Review(catalogue, on.unpaid, on.rankings, campaigns),
        codes=PartnerCodes(Codes(on.reader, cipher, on.sleep, on.rng), on.pools, on.members),
        previewing=Previewing(Everybody(index, on.members), catalogue),
        segments=Segments(Everybody(index, on.members), on.members, catalogue),
        prizes=Prizes(
            on.members,
            personal,
            addresses,
            catalogue,
            on.past,
            on.sleep,
            on.rng,
            settings.images,
        ),
    )
