"""The cautions that compare a number: at the number, beside it, and what they then say."""

from __future__ import annotations

import datetime as dt
from typing import Any

import people
import pytest

import baclofen_cds as bc
from baclofen_cds.case.case import Inquiry, inquire
from baclofen_cds.case.licence import licence_of
from baclofen_cds.cautions.children import child_findings
from baclofen_cds.cautions.kidney_notes import kidney_notes
from baclofen_cds.cautions.kidney_quotes import unadjusted_start
from baclofen_cds.cautions.licence import licence_findings, not_checked
from baclofen_cds.cautions.record import standing_findings
from baclofen_cds.cautions.saying import RECORD as RECORD_NAME
from baclofen_cds.decisions import Finding
from baclofen_cds.knowledge.reading.loader import current_policy, shipped_guidance
from baclofen_cds.sources import Basis, Citation

u = bc.ureg
POLICY = current_policy()
BARE = {"serum_creatinine": None, "serum_creatinine_on": None}


def asked(label: str = "us", guidance: Any = (), policy: Any = None, **facts: Any) -> Inquiry:
    """Gather a question about an adult, or about somebody of whom more is told."""
    profile = bc.get_profile(f"{label}-spasticity")
    return inquire(people.adult(**facts), profile=profile, guidance=guidance, policy=policy)


def pins(finding: Finding) -> list[str]:
    """Return where a finding stands."""
    return [one.pin for one in finding.cited]


class TestAge:
    """Somebody below a label's age."""

    @pytest.mark.parametrize(
        ("label", "months", "code", "age"),
        [
            ("us", 143, "age-not-established", 144),
            ("ca", 143, "age-not-covered", 144),
            ("fr", 71, "age-not-covered", 72),
        ],
    )
    def test_too_young(self, label: str, months: int, code: str, age: int) -> None:
        """It is said whether the label names the age as not established, and where."""
        inquiry = asked(label, age=months * u.month)
        found = next(f for f in licence_findings(inquiry, licence_of(inquiry)) if f.code == code)
        assert found.basis is Basis.LABEL
        assert dict(found.values) == {"label": inquiry.label, "age": age}
        assert found.cited == inquiry.posology.cited("youngest") != ()
        assert [one.code for one in found.remarks] == ["another-label-or-specialist"]

    @pytest.mark.parametrize(("months", "said"), [(11, True), (12, False)])
    def test_limited_data(self, months: int, said: bool) -> None:
        """Below a year of age the data are limited; at a year nothing is said."""
        found = child_findings(asked("uk", age=months * u.month), None)
        of_age = [dict(one.values) for one in found if one.code == "child-limited-data"]
        assert [one["age"] for one in of_age] == ([12] if said else [])

    @pytest.mark.parametrize(("grams", "said"), [(32_999, True), (33_000, False)])
    def test_tablets(self, grams: int, said: bool) -> None:
        """Tablets are not for a child below 33 kg; at 33 kg nothing is said."""
        body = {"weight": grams * u.gram, "weight_on": people.RECENT}
        found = child_findings(asked("uk", age=108 * u.month, **body), None)
        of_weight = [dict(one.values) for one in found if one.code == "tablets-not-below-weight"]
        assert [one["weight"] for one in of_weight] == ([33_000] if said else [])


class TestConditions:
    """Conditions that no question looks at."""

    def test_named(self) -> None:
        """They are named in order, as of the record."""
        conditions = {bc.Condition.PREGNANCY, bc.Condition.DIABETES}
        (found,) = not_checked(asked(conditions=conditions))
        assert found.code == "conditions-not-checked"
        assert found.basis is Basis.RECORD
        assert dict(found.values)["conditions"] == ", ".join(sorted(c.value for c in conditions))
        assert (found.cited[0].document, pins(found)) == (RECORD_NAME, ["conditions"])


def unadjusted(**facts: Any) -> tuple[Any, ...]:
    """Ask for the label's general start, of kidneys it makes no allowance for."""
    label = facts.pop("label", "us")
    return unadjusted_start(asked(label, **facts))


class TestUnadjustedStart:
    """The general start, quoted as not adjusted for kidneys."""

    @pytest.mark.parametrize(("rate", "said"), [(59.99, False), (60, True), (90, True)])
    def test_beside_an_absolute_rate(self, rate: float, said: bool) -> None:
        """Beside a recorded clearance below 60 it is not quoted; at 60 it is."""
        how = {"equation": bc.GFREquation.MEASURED, "indexing": bc.GFRIndexing.ABSOLUTE}
        found = unadjusted(recorded_gfr=(people.recorded(rate, **how),))
        assert len(found) is int(said)

    def test_quoted(self) -> None:
        """It is the label's, with its total and where it stands."""
        (found,) = unadjusted()
        start = bc.get_profile("us-spasticity").adult.start.total_daily_dose
        assert found.code == "label-start-unadjusted"
        assert found.citations == (start.citation,)
        assert dict(found.values) == {"label": asked().label, "total": start.value}

    def test_for_whom_there_is_another(self) -> None:
        """A child, and an adult with a lower start, has no general one."""
        assert unadjusted(label="uk", age=96 * u.month) == ()
        assert unadjusted(label="fr", indication=bc.Indication.STROKE) == ()
        assert len(unadjusted(label="fr")) == 1


class TestOverdue:
    """Files past the day on which their documents were to be read again."""

    def test_by_a_day(self) -> None:
        """On the day nothing is said, a day later each file is named with its day."""
        profile = bc.get_profile("us-spasticity")
        last = max(one.header.review_due for one in (profile, POLICY, *shipped_guidance()))
        files = (profile, POLICY, *shipped_guidance())
        first = min(one.header.review_due for one in files)
        for day, late in (
            (first, 0),
            (first + dt.timedelta(days=1), 1),
            (last + dt.timedelta(1), 2),
        ):
            inquiry = asked(guidance=shipped_guidance(), as_of=day, **BARE)
            found = [
                f for f in standing_findings(inquiry, bc.NOT_TAKING) if f.code == "review-overdue"
            ]
            assert len(found) == min(late, 1)
            for one in found:
                named = [f for f in files if day > f.header.review_due]
                assert one.basis is Basis.POLICY
                assert {c.pin for c in one.cited} == {
                    f"review due {f.header.review_due}" for f in named
                }
                assert dict(one.remarks[0].values)["files"].split(", ") == [
                    c.header.name for c in named
                ]


class TestNotComparable:
    """A recorded clearance that is compared with nothing."""

    def test_said(self) -> None:
        """The lowest is told with its day; where it stands and what it is not is said."""
        how = {"equation": bc.GFREquation.MEASURED, "indexing": bc.GFRIndexing.ABSOLUTE}
        rates = [people.recorded(40, people.ago(9), **how), people.recorded(80, **how)]
        found = next(
            f
            for f in standing_findings(asked(recorded_gfr=rates), bc.NOT_TAKING)
            if f.code == "clearance-not-comparable"
        )
        assert found.basis is Basis.RECORD
        assert dict(found.values)["measured"] == "1 March"
        assert (found.cited[0].document, found.cited[0].pin) == (RECORD_NAME, "recorded clearance")
        assert found.cited[1] == POLICY.gates.impaired_below.citation
        assert [one.code for one in found.remarks] == ["clearance-not-comparable-what"]

    def test_weighs_by_what_is_taken(self) -> None:
        """A low one is graver beside a high dose than beside none."""
        how = {"equation": bc.GFREquation.MEASURED, "indexing": bc.GFRIndexing.ABSOLUTE}
        inquiry = asked(recorded_gfr=(people.recorded(40, **how),))
        ranks = [
            next(
                f for f in standing_findings(inquiry, day) if f.code == "clearance-not-comparable"
            )
            for day in (people.day(5), people.day(10, 10))
        ]
        assert [one.severity for one in ranks] == [bc.Severity.INFO, bc.Severity.WARNING]


class TestExplained:
    """What studies found of exposure at a clearance."""

    def test_stands(self) -> None:
        """It is of studies, by the record and the equation of the clearance."""
        body = {"weight": 60 * u.kg, "weight_on": people.RECENT}
        poor = {"serum_creatinine": people.umol(110), **body}
        inquiry = asked("us", guidance=shipped_guidance(), **poor)
        found = next(
            f
            for f in kidney_notes(inquiry, bc.NOT_TAKING, starting=False)
            if f.code == "kidney-clearance-explained"
        )
        assert found.basis is Basis.STUDY
        assert found.cited == (
            Citation(RECORD_NAME, "serum creatinine and weight"),
            bc.kidney.REFERENCES[bc.GFREquation.COCKCROFT_GAULT],
        )

    def test_without_a_clearance(self) -> None:
        """Without a weight there is no clearance to explain."""
        inquiry = asked("us", guidance=shipped_guidance(), serum_creatinine=people.umol(110))
        notes = kidney_notes(inquiry, bc.NOT_TAKING, starting=False)
        assert "kidney-clearance-explained" not in {f.code for f in notes}
