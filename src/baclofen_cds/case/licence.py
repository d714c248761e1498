"""Whether a label covers this patient: age, indication, contraindications; a child's weight."""

from __future__ import annotations

from attrs import frozen

from baclofen_cds.case.bands import is_fresh
from baclofen_cds.case.case import Inquiry
from baclofen_cds.case.posology import Population, Posology
from baclofen_cds.sources import Citation
from baclofen_cds.vocabulary import Condition, Indication

__all__ = ["Licence", "licence_of", "not_told", "unfit_weight"]


@frozen
class Licence:
    """What a label's licence means for a patient.

    Parameters
    ----------
    too_young
        Whether the patient is below the youngest age the label is for.
    not_covered
        Whether the indication is one the label leaves out, or does not list.
    contraindicated
        The conditions the patient has with which the label forbids the use.
    missing
        Facts without which the licence cannot be judged.
    beside_intrathecal
        Whether baclofen is given into the spinal canal too, of which no label here speaks.
    """

    too_young: bool
    not_covered: tuple[Citation, ...]
    contraindicated: tuple[Condition, ...]
    missing: tuple[str, ...]
    beside_intrathecal: bool

    @property
    def in_scope(self) -> bool:
        """Whether the label covers the patient's age and indication, and tablets alone."""
        return not self.too_young and not self.not_covered and not self.beside_intrathecal


def licence_of(inquiry: Inquiry) -> Licence:
    """Judge whether the label covers this patient."""
    patient, posology = inquiry.patient, inquiry.posology
    unknown = patient.indication is Indication.UNKNOWN
    return Licence(
        too_young=posology.population is Population.TOO_YOUNG,
        not_covered=() if unknown else _not_covered(posology, patient.indication),
        contraindicated=tuple(c for c in posology.against if c in patient.conditions),
        missing=("indication",) if unknown else (),
        beside_intrathecal=patient.intrathecal_baclofen,
    )


def not_told(inquiry: Inquiry) -> tuple[str, ...]:
    """Name the contraindicated conditions that are neither recorded nor ruled out."""
    told = inquiry.patient.conditions | inquiry.patient.ruled_out
    return tuple(c.name.lower() for c in inquiry.posology.against if c not in told)


def _not_covered(posology: Posology, wanted: Indication) -> tuple[Citation, ...]:
    """Return where the label leaves an indication out, or lists others."""
    if wanted in posology.covered:
        return ()
    return posology.cited("excluded" if wanted in posology.excluded else "covered")


def unfit_weight(inquiry: Inquiry) -> tuple[str, ...]:
    """Name what is missing of a weight that a dose per kg can go by."""
    patient = inquiry.patient
    if patient.weight_grams is None:
        return ("weight",)
    if patient.weight_on is None:
        return ("weight_date",)
    days = (patient.as_of - patient.weight_on).days
    return () if is_fresh(days, inquiry.posology.weight_within) else ("fresh_weight",)
