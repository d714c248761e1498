"""A record is read by the policy that is told, in everything a policy says of records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import bundles as b
import pytest
from own_policies import own_policy

import baclofen_cds as bc
from baclofen_cds.interop.fhir import Record, read_record
from baclofen_cds.interop.fhir.read.entries.report import NOTES

INTEROP = Path(bc.__file__).parent / "interop"
Seen = Callable[[Record], object]


def notes(code: str) -> Seen:
    """Look whether a record says a note about itself."""
    return lambda record: NOTES[code] in record.notes


def unread(record: Record) -> tuple[str, ...]:
    """Look why things were not used."""
    return tuple(one.reason_code for one in record.unread)


def in_doubt(record: Record) -> bool:
    """Look whether the kidney values are in doubt."""
    return record.patient.kidney_values_in_doubt


def about(name: str) -> Seen:
    """Look at a fact of the patient."""
    return lambda record: getattr(record.patient, name)


def over(ended: str) -> b.Node:
    """Return an acute kidney injury that is over."""
    return b.condition("14669001", clinicalStatus="resolved", abatementDateTime=ended)


HANDED_OUT = {
    "resourceType": "MedicationDispense",
    "status": "completed",
    "medicationCodeableConcept": b.coded(b.RXNORM, "197391"),
    "whenHandedOver": "2026-02-01",
}
DIALYSED = {
    "resourceType": "Procedure",
    "status": "completed",
    "code": {**b.coded(b.SNOMED, "302497006")},
    "performedDateTime": "2026-02-20",
}
COURSE = b.dosage(timing=b.repeat(3, boundsDuration=b.quantity(30, "d")))
TINY = b.order(b.dosage(b.quantity(2)), medicine=b.coded(b.RXNORM, "1292"))
SAME_DAY = [b.creatinine(1.0), b.creatinine(1.1)]
CYSTATIN = b.observation("33863-2", b.quantity(1.2, "mg/L"), "2025-12-01")

READ: dict[str, tuple[dict[str, str], list[b.Node], Seen, object, object]] = {
    "an old order": (
        {"records__order_old_after": "10"},
        [b.order()],
        notes("old-order"),
        False,
        True,
    ),
    "an event": (
        {"records__event_within": "10"},
        [HANDED_OUT],
        lambda record: record.regimen,
        bc.UNREADABLE,
        bc.NOT_TAKING,
    ),
    "a tiny dose": (
        {"records__smallest_without_route": "3"},
        [TINY],
        unread,
        (),
        ("route-not-stated",),
    ),
    "a long course": (
        {"records__longest_course": "20"},
        [b.order(COURSE)],
        unread,
        (),
        ("limited-length",),
    ),
    "a dialysis": (
        {"records__kidney_event_within": "10"},
        [DIALYSED],
        about("dialysis"),
        bc.Dialysis.HAEMODIALYSIS,
        bc.Dialysis.UNKNOWN,
    ),
    "two results of a day": (
        {"records__same_day_apart": "5"},
        SAME_DAY,
        unread,
        (),
        ("conflict", "conflict"),
    ),
    "an earlier result": (
        {"agreement__named_within": "10"},
        [b.creatinine(), b.creatinine(1.2, "2026-02-20")],
        lambda record: len(record.patient.earlier_creatinine),
        1,
        0,
    ),
    "a result not read": (
        {"agreement__within": "10"},
        [b.creatinine(), b.creatinine("?", "2026-02-20")],
        in_doubt,
        True,
        False,
    ),
    "a cystatin C from before an injury": (
        {"freshness__creatinine": "90", "freshness__creatinine_watched": "60"},
        [b.creatinine(), CYSTATIN, over("2026-01-01")],
        in_doubt,
        True,
        False,
    ),
    "a creatinine": (
        {"plausibility__creatinine_refused_above": "1.3"},
        [b.creatinine()],
        unread,
        (),
        ("implausible",),
    ),
    "an unusual creatinine": (
        {"plausibility__creatinine_unusual_above": "1.3"},
        [b.creatinine()],
        unread,
        (),
        ("confirm",),
    ),
    "an earlier creatinine": (
        {"plausibility__creatinine_refused_above": "1.5"},
        [b.creatinine(), b.creatinine(1.6, "2026-01-20")],
        unread,
        (),
        ("implausible",),
    ),
    "a rate": (
        {"plausibility__highest_rate": "60"},
        [b.rate(61)],
        unread,
        (),
        ("implausible",),
    ),
    "an earlier rate": (
        {"plausibility__highest_rate": "60"},
        [b.rate(50), b.rate(61, on="2026-02-20")],
        unread,
        (),
        ("implausible",),
    ),
    "a weight": (
        {"plausibility__heaviest": "60"},
        [b.weight()],
        lambda record: record.patient.weight is None,
        False,
        True,
    ),
    "a dose": (
        {"plausibility__largest_dose": "5"},
        [b.order()],
        unread,
        (),
        ("implausible",),
    ),
    "an unusual dose": (
        {"plausibility__unusual_dose_above": "5"},
        [b.order()],
        lambda record: (record.regimen, unread(record)),
        (bc.Regimen([10 * bc.ureg.mg] * 3), ()),
        (bc.UNREADABLE, ("confirm",)),
    ),
    "a proposed dose": (
        {"plausibility__largest_dose": "5"},
        [b.order(status="draft")],
        lambda record: record.proposed,
        bc.Regimen([10 * bc.ureg.mg] * 3),
        bc.UNREADABLE,
    ),
}
"""What is changed in the policy, a record, where to look, and what is seen before and after."""


class TestPolicy:
    """Every value of a policy that says how a record is read is taken from the one told."""

    @pytest.mark.parametrize("case", READ)
    def test_each_value(self, case: str) -> None:
        """The same record reads as the policy says; without one, as the shipped policy says."""
        values, resources, seen, shipped, own = READ[case]
        bundle = b.bundle(*resources)
        assert seen(read_record(bundle)) == shipped
        assert seen(read_record(bundle, policy=own_policy(**values))) == own

    def test_as_needed(self) -> None:
        """A day with what may be taken as needed is held to the same windows."""
        policy = own_policy(plausibility__largest_dose="15")
        extra: dict[str, Any] = {"asNeededBoolean": True}
        bundle = b.bundle(b.order(b.dosage(), b.dosage(b.quantity(20), **extra)))
        assert read_record(bundle).with_as_needed is not None
        record = read_record(bundle, policy=policy)
        assert record.regimen == bc.Regimen([10 * bc.ureg.mg] * 3)
        assert record.with_as_needed is None
        assert NOTES["as-needed-unknown"] in record.notes

    def test_an_age(self) -> None:
        """A patient older than the own window has no record that can be read without the age."""
        policy = own_policy(plausibility__oldest="70")
        with pytest.raises(bc.errors.RecordError) as caught:
            read_record(b.bundle(), policy=policy)
        assert (caught.value.code, caught.value.field) == ("implausible", "age")

    def test_no_other_policy(self) -> None:
        """Nothing in the reader looks the shipped policy up by itself."""
        for module in INTEROP.rglob("*.py"):
            assert "current_policy" not in module.read_text("utf-8"), module
