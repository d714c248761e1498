"""How values show themselves: text, one line, a headline, a card, a table."""

from __future__ import annotations

import datetime as dt
from html import unescape
from pathlib import Path
from typing import Any

import attrs
import people
import pytest
from asking_all import Course, everything

import baclofen_cds as bc
from baclofen_cds.decisions import Remark
from baclofen_cds.interop.fhir import read_record
from baclofen_cds.knowledge.reading.loader import current_policy
from baclofen_cds.render.card import card
from baclofen_cds.sources import Basis, Citation
from baclofen_cds.words import writers

EXAMPLE = Path(__file__).parents[1] / "docs" / "examples" / "patient-78.json"
US, UK = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")
NOW = people.day(10, 10, 10)
ABOVE = bc.check_daily_maximum(people.adult(), people.day(30, 30, 30), profile=US)
WITHIN = bc.check_daily_maximum(people.adult(), NOW, profile=US)
TAPER = bc.taper_plan(people.adult(), NOW, profile=US, exposure=180 * bc.ureg.day)
UP = bc.titration_plan(people.adult(), profile=US, target=60 * bc.ureg.mg / bc.ureg.day)
BOTH = bc.assess(people.older(), NOW, profile=US)
SIGNS = bc.assess(people.adult(), NOW, profile=US, signs=set(bc.Sign))
MANY = bc.Regimen([2.125 * bc.ureg.mg] * 23 + [5.255 * bc.ureg.mg])
COURSE = Course(
    now=NOW,
    more=people.day(15, 15, 15),
    less=people.day(5, 5, 5),
    held=30 * bc.ureg.day,
    response=bc.Response.PARTIAL,
    tolerability=bc.Tolerability.GOOD,
    setting=bc.Setting.UNKNOWN,
)
WRITTEN = {**everything(people.adult(), US, COURSE), "signs": SIGNS}


class TestText:
    """``str`` is what a clinician reads."""

    @pytest.mark.parametrize("result", WRITTEN.values(), ids=WRITTEN)
    def test_result(self, result: Any) -> None:
        """A decision and an assessment print as their text."""
        assert str(result) == bc.text(result)

    def test_parts(self) -> None:
        """A finding, its sentences and what was missing print as their text."""
        finding = bc.starting_dose(people.older(), profile=UK).findings[0]
        assert str(finding) == finding.text
        assert [str(remark) for remark in finding.remarks] == [r.text for r in finding.remarks]
        unknown = bc.starting_dose(people.adult(sex=bc.Sex.UNKNOWN), profile=UK).unknown
        assert str(unknown[0]) == unknown[0].text

    def test_written_by_the_package(self) -> None:
        """Whichever room a program comes in by, the writers are found: the package is loaded."""
        assert "baclofen_cds" in writers._HANDED_OVER[0].__module__


class TestOneLine:
    """``repr`` is one short line for a developer."""

    @pytest.mark.parametrize(
        ("value", "line"),
        [
            (
                ABOVE,
                "<Decision check_daily_maximum: stated, 2 findings, first critical above-maximum>",
            ),
            (WITHIN, "<Decision check_daily_maximum: stated, no findings>"),
            (UP, "<Decision titration_plan: stated, 1 finding, info steps-as-printed>"),
            (ABOVE.findings[0], "<Finding above-maximum: critical, label>"),
            (Remark("do-not-stop-suddenly"), "<Remark do-not-stop-suddenly>"),
            (Citation("a label", "table 1"), "<Citation a label, table 1>"),
            (bc.table(UP), "<PlanTable of 5 rows>"),
            (US, "<Profile us-spasticity, revised 2024-04-01>"),
            (bc.get_guidance("muanda"), "<Guidance muanda, revised 2019-11-09>"),
            (current_policy(), "<Policy project, revised 2026-11-22>"),
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_each(self, value: Any, line: str) -> None:
        """It says the kind of value and what tells it from its like."""
        assert repr(value) == line

    def test_assessment(self) -> None:
        """An assessment names what was asked; where signs came first, that nothing was."""
        assert repr(BOTH) == (
            "<Assessment check_daily_maximum + renal_caution + older_adult_caution: silent,"
            " 3 findings, first warning kidney-impaired-taking>"
        )
        assert repr(SIGNS) == (
            "<Assessment nothing asked: out of scope, 1 finding, critical signs-in-hand>"
        )

    def test_provenance(self) -> None:
        """It names the code and the files, and nobody."""
        line = repr(ABOVE.provenance)
        assert line == f"<Provenance {bc.__version__}: us-spasticity, project, 11 guidance files>"

    def test_patient(self) -> None:
        """A patient shows what was told, and nothing that was not; a list by its length."""
        told = bc.Patient(
            age=45 * bc.ureg.year,
            as_of=people.AS_OF,
            sex=bc.Sex.FEMALE,
            acutely_ill=False,
            conditions={bc.Condition.STROKE, bc.Condition.EPILEPSY},
            recorded_gfr=[people.recorded(60)],
        )
        assert repr(told) == (
            "<Patient as_of=2026-03-10, age=45 year, sex=female, recorded_gfr=[1],"
            " acutely_ill=False, conditions={epilepsy, stroke}>"
        )

    def test_record(self) -> None:
        """A record shows its day, what is taken, and how much was read and was not."""
        record = read_record(EXAMPLE)
        line = "<Record as_of=2026-03-10, 10 mg three times daily; read 7, not used 0, notes 1>"
        assert repr(record) == line
        alone = {"resourceType": "Patient", "birthDate": "1947-09-02"}
        nothing = read_record(
            {"resourceType": "Bundle", "entry": [{"resource": alone}]}, as_of=people.AS_OF
        )
        assert "not taking baclofen; read" in repr(nothing)


class TestHeadline:
    """What matters most, in fewer than 140 characters."""

    def test_urgent(self) -> None:
        """The first critical finding or warning speaks."""
        assert ABOVE.headline == ABOVE.findings[0].summary == ABOVE.findings[0].headline
        assert BOTH.headline == BOTH.findings[0].summary

    def test_nothing_urgent(self) -> None:
        """Otherwise the outcome does, even where an information is given beside it."""
        assert WITHIN.headline == str(WITHIN).splitlines()[0]
        decision = bc.starting_dose(people.child(6, 20), profile=UK)
        assert decision.findings[0].severity is bc.Severity.INFO
        assert decision.headline == (
            "Starting dose: 6 mg/day as 1.5 mg four times daily (stated by the label, secondary)."
        )

    def test_plans(self) -> None:
        """A taper tells its days, a titration where it begins and ends."""
        assert TAPER.headline == (
            "Taper (by this project's policy), gentle pace, 35 days; the shorter pace takes 21"
            " days."
        )
        assert UP.headline == "Titration: 15 mg/day to 60 mg/day in 12 days (stated by the label)."

    def test_without_decisions(self) -> None:
        """Where nothing was asked and nothing found, the outcome is all there is to say."""
        nothing = attrs.evolve(SIGNS, findings=())
        assert nothing.headline == "outside what is answered here; no number"

    def test_long(self) -> None:
        """Too long a line loses what explains it, then its last clauses; no number is cut."""
        assert SIGNS.headline == "Possible toxicity or withdrawal: urgent assessment now."
        back = bc.next_titration_step(
            people.adult(),
            MANY,
            held_for=60 * bc.ureg.day,
            response=bc.Response.NONE,
            tolerability=bc.Tolerability.LIMITING,
            profile=US,
        )
        assert back.headline == "Limiting effects: one step down …"
        assert writers.headline("a" * 139) == "a" * 139
        assert writers.headline("a" * 140) == "…"
        assert writers.headline(f"{'a' * 137} (b)") == "a" * 137
        assert writers.headline(f"a (b) c (d) {'e' * 130}") == f"a (b) c {'e' * 130}"


class TestCard:
    """The HTML of a result: the same words, no script, severity in words."""

    def test_order(self) -> None:
        """What is urgent stands above the outcome, the rest below it."""
        text = card(BOTH)
        places = [text.index(word) for word in ("Warning.", "Daily maximum:", "Info.", "Sources")]
        assert places == sorted(places)

    def test_plan(self) -> None:
        """A notebook shows a plan's decision with the plan in rows, below how it ended."""
        html = TAPER._repr_html_()
        assert bc.table(TAPER).html in html
        assert html.index("the shorter pace takes 21 days:") < html.index("<table>")

    def test_escaped(self) -> None:
        """Whatever a hospital's own file or a value holds, it is shown and not run."""
        evil = '<script>alert("1")</script>&'
        finding = bc.Finding(
            "regimen-unreadable",
            bc.Severity.WARNING,
            Basis.RECORD,
            cited=(Citation(evil, evil),),
            remarks=(Remark("review-avoid", (("name", evil),)),),
        )
        html = card(attrs.evolve(WITHIN, findings=(finding,)))
        assert "<script" not in html
        assert unescape(html).count(evil) == 3

    def test_nothing_to_cite(self) -> None:
        """Without a source there is no list of sources, and nothing missing is no line."""
        html = card(attrs.evolve(SIGNS, findings=()))
        assert "<details>" not in html
        assert "baclofen-missing" not in html

    def test_only_results(self) -> None:
        """Only a decision or an assessment has a card."""
        with pytest.raises(bc.errors.InputError) as caught:
            card(NOW)  # type: ignore[arg-type]
        assert (caught.value.code, caught.value.field) == ("wrong-type", "result")


class TestTable:
    """A plan in rows: each step of both paces, and how each ends."""

    def test_markdown(self) -> None:
        """The policy's ladder from 30 mg a day: 25, 20, 15, 10, 5, a week each."""
        lines = bc.table(TAPER).markdown.splitlines()
        assert lines[0] == "| Pace | First day | Last day | Dose | Total daily dose | Basis |"
        assert lines[2] == "| gentle | 1 | 7 | 10 mg + 5 mg + 10 mg a day | 25 mg/day | policy |"
        assert lines[7] == "| gentle | 36 |  | nothing from day 36 on |  |  |"
        assert len(lines) == 2 + 6 + 6
        assert str(TAPER.answer) == str(bc.table(TAPER)) == bc.table(TAPER.answer).markdown

    def test_csv(self) -> None:
        """The same as comma-separated values, under the names of the columns."""
        assert bc.table(UP).csv.splitlines() == [
            "pace,first_day,last_day,dose,total_daily_dose,basis",
            "as printed,1,3,5 mg three times daily,15 mg/day,label",
            "as printed,4,6,10 mg three times daily,30 mg/day,label",
            "as printed,7,9,15 mg three times daily,45 mg/day,label",
            "as printed,10,12,20 mg three times daily,60 mg/day,label",
            "as printed,13,,then the same,,",
        ]

    def test_dates(self) -> None:
        """With the date of day 1 every row has its dates."""
        table = bc.table(UP, start=dt.date(2026, 3, 11))
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        days = [(row["first_date"], row["last_date"]) for row in rows]
        assert days[0] == ("2026-03-11", "2026-03-13")
        assert days[-1] == ("2026-03-23", "")
        assert [row["dose"] for row in rows][-1] == "then the same"

    def test_no_answer(self) -> None:
        """Without a plan there is no table, and the error says what to read."""
        withheld = bc.titration_plan(people.adult(dialysis=bc.Dialysis.HAEMODIALYSIS), profile=US)
        with pytest.raises(bc.errors.NoAnswerError):
            bc.table(withheld)

    def test_in_a_notebook(self) -> None:
        """A plan and its table show the same rows, the paces apart."""
        html = TAPER.answer._repr_html_()
        assert html == bc.table(TAPER)._repr_html_() == bc.table(TAPER).html
        assert html.count("<tbody>") == 2


class TestSameDay:
    """A day is what is taken, whether or not someone has checked it."""

    def test_even(self) -> None:
        """The first step of the US ladder is 5 mg three times a day."""
        assert bc.Regimen.even(each=5 * bc.ureg.mg, times_per_day=3) == UP.answer.regimen_on(1)

    def test_kept(self) -> None:
        """That it was checked is stored, read back and kept by a recomputation."""
        sure = bc.Regimen([90 * bc.ureg.mg], confirmed=True)
        assert bc.from_dict(bc.to_dict(sure)).confirmed is True
        small = bc.Regimen([10 * bc.ureg.mg], confirmed=True)
        decision = bc.check_daily_maximum(people.adult(), small, profile=US)
        again = bc.recompute(bc.to_dict(decision))
        assert dict(again.provenance.inputs)["taking"].confirmed is True
        assert bc.to_dict(again) == bc.to_dict(decision)
