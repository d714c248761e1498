"""The few other medicines that change a start whatever the label says."""

from __future__ import annotations

from baclofen_cds.case.case import Inquiry
from baclofen_cds.cautions.saying import RECORD, remark
from baclofen_cds.decisions import Finding, Severity
from baclofen_cds.medicines import belonging
from baclofen_cds.sources import Basis, Citation

__all__ = ["medicine_findings"]


def medicine_findings(inquiry: Inquiry, *, starting: bool) -> tuple[Finding, ...]:
    """Say which of the patient's other medicines add to the risk."""
    when = "-start" if starting else ""
    then = () if starting else (remark("do-not-stop-suddenly"),)
    medicines, exposure = inquiry.patient.medicines, inquiry.policy.exposure
    found = []
    for code, severity, groups in (
        ("with-oxybate", Severity.CRITICAL, exposure.avoid_together),
        ("with-opioid", Severity.WARNING, exposure.opioids),
    ):
        together = belonging(medicines, groups.value)
        if together:
            found.append(
                Finding(
                    code,
                    severity,
                    Basis.POLICY,
                    values=(("codes", ", ".join(together)),),
                    cited=(Citation(RECORD, "medicines"), groups.citation),
                    remarks=(remark(f"act-{code}{when}"), *then),
                )
            )
    return tuple(found)
