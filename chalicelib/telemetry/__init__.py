"""Operators' view: a line of JSON for each invocation, with its metrics in it, and the faults as lines beside it.

No line says who a member is, what was sent, or any secret: see `invocation` and `faults`.
"""

from chalicelib.telemetry.invocation import Telemetry, gauge, note, observe, parked

__all__ = ["Telemetry", "gauge", "note", "observe", "parked"]
