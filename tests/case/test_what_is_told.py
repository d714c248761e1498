"""What a question was told: taken as it is meant, or refused by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import people
import pytest
from own_policies import own_policy

import baclofen_cds as bc
from baclofen_cds.case.case import (
    Inquiry,
    days_told,
    inquire,
    makeable_told,
    ours,
    taking_of,
    target_told,
)
from baclofen_cds.errors import BaclofenCDSError
from baclofen_cds.makeable import SmallestDose, Steps

u = bc.ureg
US = bc.get_profile("us-spasticity")


def asked(policy: Any = None, guidance: Any = (), **facts: Any) -> Inquiry:
    """Gather a question about an adult, or about somebody of whom more is told."""
    return inquire(people.adult(**facts), profile=US, guidance=guidance, policy=policy)


def refused(call: Callable[[], Any]) -> tuple[str, str, str, str]:
    """Return the code, the field, what came and what was needed, of what is refused."""
    with pytest.raises(BaclofenCDSError) as raised:
        call()
    error = raised.value
    return error.code, error.field, error.got, error.expected


class TestWho:
    """The patient, the label, the guidance."""

    def test_wrong(self) -> None:
        """What is no patient or no label is refused by name, with what to write."""
        with pytest.raises(bc.errors.InputError) as raised:
            inquire(1, profile=US, guidance=(), policy=None)  # type: ignore[arg-type]
        error = raised.value
        assert (error.code, error.field) == ("wrong-type", "patient")
        assert (error.got, error.expected) == ("an object of type int", "a bc.Patient")
        with pytest.raises(bc.errors.InputError) as raised:
            inquire(people.adult(), profile="us", guidance=(), policy=None)  # type: ignore[arg-type]
        error = raised.value
        assert (error.code, error.field) == ("wrong-type", "profile")
        assert error.got == "an object of type str"
        assert error.expected == "a profile; there is no default one"
        assert error.hint == 'Write bc.get_profile("us-spasticity").'

    def test_guidance(self) -> None:
        """Guidance is taken once each, in the order of its names; without a word, all of it."""
        shipped = asked(guidance=None).guidance
        names = [one.id for one in shipped]
        assert names == sorted(names)
        assert asked(guidance=(*shipped[::-1], shipped[0])).guidance == shipped
        assert asked(guidance=[shipped[1]]).guidance == (shipped[1],)

    def test_wrong_guidance(self) -> None:
        """Guidance that is not in an order, or holds something else, is refused."""
        wrong = ("wrong-type", "guidance", "an object of type int")
        wrong = (*wrong, "a tuple of guidance; () for none")
        assert refused(lambda: asked(guidance=5)) == wrong
        assert refused(lambda: asked(guidance=(5,))) == wrong
        assert refused(lambda: asked(guidance={1}))[:2] == ("wrong-type", "guidance")

    def test_setting(self) -> None:
        """A setting may be a word; left out, it is not known."""
        told = inquire(people.adult(), profile=US, guidance=(), policy=None, setting="outpatient")
        assert told.setting is bc.Setting.OUTPATIENT
        assert asked().setting is bc.Setting.UNKNOWN


class TestByAnOwnPolicy:
    """What was told is checked again by the windows of a policy that was told."""

    OWN = own_policy(plausibility__largest_dose="50", plausibility__unusual_dose_above="40")
    NARROW = own_policy(plausibility__smallest_dose="1")

    def test_windows(self) -> None:
        """They are those of the policy, where one was told, and none otherwise."""
        assert asked().own is None
        assert asked(self.OWN).own == self.OWN.plausibility

    def test_a_day(self) -> None:
        """A dose above the policy's largest is refused, named by the argument it came in."""
        taking = bc.Regimen([51 * u.mg], confirmed=True)
        assert taking_of(taking, asked()) is taking
        for name in ("now", "before"):
            inquiry = asked(self.OWN)
            code, field, *_ = refused(lambda told=inquiry, n=name: taking_of(taking, told, n))
            assert (code, field) == ("implausible", f"{name}.doses[0]")
        assert taking_of(bc.NOT_TAKING, asked(self.OWN)) is bc.NOT_TAKING

    def test_no_day(self) -> None:
        """What is no regimen is refused with what to write."""
        with pytest.raises(bc.errors.InputError) as raised:
            taking_of(5, asked(), "before")  # type: ignore[arg-type]
        error = raised.value
        assert (error.code, error.field, error.got) == (
            "wrong-type",
            "before",
            "an object of type int",
        )
        assert error.expected == "a bc.Regimen, bc.NOT_TAKING or bc.UNREADABLE"
        assert error.hint.startswith("Write bc.Regimen.even(")

    def test_the_smallest_dose(self) -> None:
        """A smallest dose below the policy's is refused; a large one needs no confirmation."""
        assert makeable_told(0.5 * u.mg, asked()) == SmallestDose(0.5 * u.mg)
        code, field, *_ = refused(lambda: makeable_told(0.5 * u.mg, asked(self.NARROW)))
        assert (code, field) == ("implausible", "smallest_dose")
        assert makeable_told(45 * u.mg, asked(self.OWN)) == SmallestDose(45 * u.mg)
        assert makeable_told(None, asked(self.OWN)) is None


class TestOurs:
    """What can be made where nothing is told."""

    def test_by_age(self) -> None:
        """For an adult it is whole smallest tablets, for a child what a liquid is measured in."""
        child = people.adult(age=7 * u.year)
        of_child = inquire(child, profile=US, guidance=(), policy=None)
        assert (ours(asked()), ours(of_child)) == (Steps(5_000), Steps(100))


class TestAmountsAndTimes:
    """A time within a life, and an amount a day can hold."""

    LONGEST = 120 * 12 * 31
    """The oldest age, in long months."""

    MOST = 200 * 24
    """The largest dose, every hour."""

    def test_days(self) -> None:
        """The longest time is told; a day more is refused by the name it came in."""
        inquiry = asked()
        assert days_told(None, "exposure", inquiry) is None
        assert days_told(self.LONGEST * u.day, "exposure", inquiry) == self.LONGEST
        more = (self.LONGEST + 1) * u.day
        assert refused(lambda: days_told(more, "exposure", inquiry)) == (
            "implausible",
            "exposure",
            "",
            f"a time within a life, up to {self.LONGEST} days",
        )
        assert refused(lambda: days_told(5, "exposure", inquiry))[1] == "exposure"  # type: ignore[arg-type]

    def test_target(self) -> None:
        """The most that a day can hold is told; a microgram more is refused."""
        inquiry = asked()
        assert target_told(None, inquiry) is None
        assert target_told(self.MOST * u.mg / u.day, inquiry) == self.MOST * 1_000
        more = (self.MOST * 1_000 + 1) * u.microgram / u.day
        assert refused(lambda: target_told(more, inquiry)) == (
            "implausible",
            "target",
            "",
            "an amount a day can hold, up to 4800 mg/day",
        )
        assert refused(lambda: target_told(5, inquiry))[1] == "target"  # type: ignore[arg-type]
