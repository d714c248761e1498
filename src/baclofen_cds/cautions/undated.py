"""What would make a start or a rise surer, whatever is answered without it."""

from __future__ import annotations

from typing import Final

from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.kidneys import Reservation
from baclofen_cds.cautions.saying import RECORD
from baclofen_cds.decisions import Finding, Severity, Values
from baclofen_cds.sources import Basis, Citation

__all__ = ["undated_findings"]


def undated_findings(inquiry: Inquiry, *, starting: bool) -> tuple[Finding, ...]:
    """Name what permits nothing because it has no date, where no other finding tells of it."""
    names = [_NAMES[why] for why in _undated(inquiry, starting=starting)]
    if not names:
        return ()
    values: Values = (("what", ", ".join(names)),)
    cited = tuple(Citation(RECORD, f"date of the {name}") for name in names)
    return (Finding("value-undated", Severity.INFO, Basis.RECORD, values, cited),)


def _undated(inquiry: Inquiry, *, starting: bool) -> list[Reservation]:
    """Of a rise no finding tells what a child's height or the clearance's weight lacks."""
    kidneys, patient = inquiry.kidneys, inquiry.patient
    found = list(kidneys.undated)
    if not starting:
        found += [why for why in kidneys.reasons if why in _SAID_OF_STARTS]
    weighed = patient.weight_grams is not None and inquiry.posology.is_child
    if weighed and patient.weight_on is None:
        found.append(Reservation.WEIGHT_UNDATED)
    return found


_SAID_OF_STARTS: Final = (Reservation.HEIGHT_UNDATED, Reservation.WEIGHT_UNDATED)


_NAMES: Final = {
    Reservation.UNDATED: "serum creatinine",
    Reservation.CYSTATIN_UNDATED: "cystatin C",
    Reservation.HEIGHT_UNDATED: "height",
    Reservation.WEIGHT_UNDATED: "weight",
}
