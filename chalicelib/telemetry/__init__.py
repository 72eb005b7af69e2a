"""What an operator sees: a line of JSON for each invocation, with its metrics in it, and the faults as lines beside it.

Nothing that is logged says who a member is, what was sent, or what opens anything: see `lines` and `faults`.
"""

from chalicelib.telemetry.invocation import Telemetry, gauge, note, observe, parked

__all__ = ["Telemetry", "gauge", "note", "observe", "parked"]
