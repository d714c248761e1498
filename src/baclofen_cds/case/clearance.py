"""Creatinine clearance of an adult, where it can be computed at all."""

from __future__ import annotations

from baclofen_cds import kidney
from baclofen_cds.errors import EquationError
from baclofen_cds.filtration import CreatinineClearance
from baclofen_cds.knowledge.schema.policy import Policy
from baclofen_cds.patient import Patient
from baclofen_cds.vocabulary import WeightBasis

__all__ = ["clearance_of"]


def clearance_of(
    patient: Patient, policy: Policy, weight_basis: WeightBasis | None = None
) -> CreatinineClearance | None:
    """Return the Cockcroft-Gault clearance, or ``None`` where the equation does not hold.

    Left out, the weight is the one the policy names: the actual one below a body mass
    index of 30 or without a height, the adjusted one from 30 on.
    """
    if patient.age_months < policy.age.adult_from.value:
        return None
    try:
        return kidney.cockcroft_gault(patient, weight_basis=weight_basis)
    except EquationError:
        return None
