"""What stands beside every answer."""

from __future__ import annotations

import datetime as dt

import attrs
import corpus
import people
import pytest

import baclofen_cds as bc

US = bc.get_profile("us-spasticity")
DUE = US.header.review_due


def check(day: dt.date, **asked: object) -> bc.Decision:
    """Check a day that is within every limit, on some day."""
    patient = attrs.evolve(people.adult(), as_of=day, serum_creatinine_on=day)
    return bc.check_daily_maximum(patient, people.day(5, 5, 5), profile=US, **asked)


class TestOverdue:
    """A document that was to be read again by now is said to be overdue."""

    @pytest.mark.parametrize(("days", "said"), [(-1, False), (0, False), (1, True), (400, True)])
    def test_the_day(self, days: int, said: bool) -> None:
        """On the day itself it is not overdue yet; from the next day on it is."""
        decision = check(DUE + dt.timedelta(days=days))
        assert ("review-overdue" in people.codes(decision)) is said

    def test_which(self) -> None:
        """The files that are overdue are named with the earliest day, and no others."""
        late = attrs.evolve(US.header, review_due=dt.date(2026, 12, 1))
        profile = attrs.evolve(US, header=late)
        patient = attrs.evolve(people.adult(), as_of=dt.date(2027, 1, 15))
        decision = bc.check_daily_maximum(patient, people.day(5, 5, 5), profile=profile)
        finding = next(f for f in decision.findings if f.code == "review-overdue")
        assert "1 December 2026" in finding.summary
        assert "Overdue: US label." in finding.detail
        assert finding.severity is bc.Severity.INFO

    def test_guidance(self) -> None:
        """Guidance that is narrowed away is not waited for."""
        day = DUE + dt.timedelta(days=1)
        finding = next(f for f in check(day).findings if f.code == "review-overdue")
        alone = next(f for f in check(day, guidance=()).findings if f.code == "review-overdue")
        assert len(alone.citations) < len(finding.citations)

    @pytest.mark.parametrize("verb", corpus.VERBS)
    @pytest.mark.parametrize("name", bc.available_profiles())
    def test_every_question(self, name: str, verb: str) -> None:
        """Whatever is asked, it is said, unless nothing is taken or a sign comes first."""
        for number in (0, 4, 7):
            now = attrs.evolve(corpus.patient(number), date_of_birth=None, age=70 * bc.ureg.year)
            later = attrs.evolve(now, as_of=now.as_of + dt.timedelta(days=4_000))
            found = people.codes(corpus.asked(verb, later, number, bc.get_profile(name)))
            assert {"review-overdue", "nothing-taken", "signs-in-hand"} & set(found)
