"""The command line."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pathlib
import runpy
import sys

import people
import pytest

import baclofen_cds as bc
from baclofen_cds import cli
from baclofen_cds.render.facts import facts

ROOT = pathlib.Path(__file__).parent.parent
EXAMPLE = ROOT / "docs" / "examples" / "patient-78.json"
PROFILE_FILE = next(
    (pathlib.Path(bc.__file__).parent / "knowledge" / "profiles").glob("us-*.toml")
)


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command line in this process and return code, output and errors."""

    def call(
        *arguments: object, terminal: bool = False, columns: str = "120"
    ) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["baclofen-cds", *map(str, arguments)])
        monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal, raising=False)
        monkeypatch.setenv("COLUMNS", columns)
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setenv("TERM", "dumb")
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 1), printed.out, printed.err

    return call


@pytest.fixture
def record(tmp_path):
    """Write a changed copy of the example record and return its path."""

    def changed(change) -> pathlib.Path:
        bundle = json.loads(EXAMPLE.read_text(encoding="utf-8"))
        change(bundle)
        path = tmp_path / "record.json"
        path.write_text(json.dumps(bundle), encoding="utf-8")
        return path

    return changed


class TestAssess:
    """One record in, one explained answer out."""

    def test_example(self, run) -> None:
        """The shipped example is answered, with its facts, findings and places."""
        code, out, err = run("assess", EXAMPLE, "--profile", "us-spasticity")
        assert (code, err) == (0, "")
        assert "Baclofen: decision support on 2026-03-10, by the US label" in out
        assert "10 mg three times daily" in out
        assert "eGFR 38 mL/min/1.73 m² (CKD-EPI 2021, 3 March)" in out
        assert "Sources:" in out
        assert "No clinician has signed" in out

    def test_same_day_whenever_it_is_run(self, run) -> None:
        """The day asked for is the record's own, so the example never goes stale."""
        first = run("assess", EXAMPLE, "--profile", "us-spasticity")
        assert "days old" not in first[1]
        later = run("assess", EXAMPLE, "--profile", "us-spasticity", "--as-of", "2028-01-01")
        assert "The sample of the eGFR is 669 days old. Please repeat it." in later[1]
        assert "for a start" not in later[1]

    def test_in_a_terminal(self, run) -> None:
        """In a terminal the findings come in frames; the words are the same."""
        code, out, _ = run("assess", EXAMPLE, "--profile", "us-spasticity", terminal=True)
        assert code == 0
        assert "╭─ Warning" in out
        assert "more risk of confusion" in out

    def test_narrow_terminal(self, run) -> None:
        """In a narrow terminal nothing of a finding is cut off."""
        _, out, _ = run(
            "assess", EXAMPLE, "--profile", "us-spasticity", terminal=True, columns="44"
        )
        words = " ".join(out.replace("│", " ").split())
        assert "baclofen 30 mg/day: more risk of confusion." in words

    def test_json(self, run) -> None:
        """With --json the same answer comes as data: what to_dict writes, with sentences."""
        code, out, _ = run("assess", EXAMPLE, "--profile", "uk-spasticity", "--json")
        data = json.loads(out)
        assert code == 0
        record = bc.interop.fhir.read_record(EXAMPLE)
        answer = bc.assess(record.patient, record.regimen, profile=bc.get_profile("uk-spasticity"))
        beside = {"notes": list(record.notes), "unread": []}
        assert data == {**bc.to_dict(answer, sentences=True), **beside}
        assert bc.from_dict(data) == bc.recompute(data) == answer

    def test_setting(self, run) -> None:
        """The setting can be told."""
        told = ("--profile", "uk-spasticity", "--setting", "supervised-inpatient", "--json")
        _, out, _ = run("assess", EXAMPLE, *told)
        asked = bc.from_dict(json.loads(out))
        assert dict(asked.provenance.inputs)["setting"] is bc.Setting.SUPERVISED_INPATIENT

    def test_signs(self, run) -> None:
        """A sign in hand comes before everything."""
        code, out, _ = run("assess", EXAMPLE, "--profile", "us-spasticity", "--sign", "drowsiness")
        assert code == 0
        assert "Critical. Possible toxicity or withdrawal (drowsiness)" in out
        assert "Daily maximum" not in out

    def test_indication(self, run, record) -> None:
        """What baclofen is for can be told where the record does not say."""

        def no_order_no_condition(bundle) -> None:
            kept = ("Patient", "Observation")
            bundle["entry"] = [e for e in bundle["entry"] if e["resource"]["resourceType"] in kept]

        path = record(no_order_no_condition)
        asked = ("assess", path, "--profile", "uk-spasticity")
        assert "what baclofen is for" in run(*asked)[1]
        told = run(*asked, "--indication", "multiple-sclerosis")[1]
        assert "what baclofen is for" not in told
        assert "Starting dose: 5 mg/day" in told

    def test_record_without_a_day(self, run, record) -> None:
        """A record without any date is asked for today."""

        def no_day(bundle) -> None:
            bundle.pop("timestamp", None)
            kept = [e for e in bundle["entry"] if e["resource"]["resourceType"] == "Patient"]
            bundle["entry"] = copy.deepcopy(kept)

        code, out, err = run("assess", record(no_day), "--profile", "us-spasticity")
        assert (code, err) == (0, "")
        assert "not taking baclofen" in out

    def test_many_unread(self, run, record) -> None:
        """What could not be read is named; beyond eight it is counted."""

        def noise(bundle) -> None:
            odd = {
                "resource": {
                    "resourceType": "Observation",
                    "status": "final",
                    "code": {"coding": [{"system": "http://loinc.org", "code": "2160-0"}]},
                    "effectiveDateTime": "2026-03-02",
                }
            }
            bundle["entry"] += [copy.deepcopy(odd) for _ in range(12)]

        _, out, _ = run("assess", record(noise), "--profile", "us-spasticity")
        assert "In the record and not used:" in out
        assert "more; --json lists them all" in out
        _, out, _ = run("assess", record(noise), "--profile", "us-spasticity", "--json")
        data = json.loads(out)
        assert len(data["unread"]) >= 12
        assert set(data["unread"][0]) == {"path", "reason"}
        assert bc.from_dict(data).provenance.profile.id == "us-spasticity"


ABOUT = (EXAMPLE, "--profile", "us-spasticity")


class TestQuestions:
    """Every question of the library can be asked of a record, as a note and as data."""

    @pytest.fixture
    def not_taking(self, record) -> pathlib.Path:
        """Return the example without its orders, and with a healthy creatinine."""

        def healthy(bundle) -> None:
            kept = [
                e["resource"]
                for e in bundle["entry"]
                if e["resource"]["resourceType"] != "MedicationRequest"
            ]
            for one in kept:
                if one["resourceType"] == "Patient":
                    one["birthDate"] = "1981-01-01"
                coding = one.get("code", {}).get("coding", [{}])[0]
                if coding.get("code") == "2160-0":
                    one["valueQuantity"]["value"] = 0.8
            bundle["entry"] = [{"resource": one} for one in kept]

        return record(healthy)

    def test_start(self, run, not_taking) -> None:
        """The start of someone who takes none; someone who does is sent to the other verbs."""
        code, out, _ = run("start", not_taking, *ABOUT[1:], "--indication", "multiple sclerosis")
        assert code == 0
        assert "Starting dose: 15 mg/day as 5 mg three times daily" in out
        code, _, err = run("start", *ABOUT)
        assert (code, "[conflict]" in err) == (2, True)

    def test_start_with_what_is_told(self, run, not_taking) -> None:
        """What the record does not hold can be told: the smallest dose, what was ruled out."""
        told = ("--ruled-out", "baclofen hypersensitivity", "--dialysis", "none")
        asked = ("start", not_taking, *ABOUT[1:], "--indication", "multiple sclerosis", *told)
        _, out, _ = run(*asked, "--smallest-dose", "2.5 mg", "--json")
        decision = bc.from_dict(json.loads(out))
        assert decision.answer.preferred.micrograms == (5_000,) * 3
        assert [unknown.name for unknown in decision.unknown] == ["medicines"]

    @pytest.mark.parametrize(("told", "refused"), [("none", True), ("haemodialysis", False)])
    def test_dialysis_on_record_stands(self, run, not_taking, told: str, refused: bool) -> None:
        """Nobody is told off dialysis that is on record."""
        bundle = json.loads(not_taking.read_text(encoding="utf-8"))
        system = "http://hl7.org/fhir/sid/icd-10-cm"
        resources = [entry["resource"] for entry in bundle["entry"]]
        bundle["entry"].append(
            {
                "resource": {
                    "resourceType": "Condition",
                    "clinicalStatus": {"coding": [{"code": "active"}]},
                    "code": {"coding": [{"system": system, "code": "Z99.2"}]},
                    "recordedDate": "2026-03-01",
                    "subject": next(r["subject"] for r in resources if "subject" in r),
                }
            }
        )
        not_taking.write_text(json.dumps(bundle), encoding="utf-8")
        code, _, err = run("start", not_taking, *ABOUT[1:], "--dialysis", told)
        assert ("[conflict] --dialysis" in err) is refused
        assert (code == 2) is refused

    @pytest.mark.parametrize("command", ["assess", "start", "titrate", "check", "change", "taper"])
    def test_nothing_is_proposed_for_the_dead(self, run, not_taking, command: str) -> None:
        """Nothing is answered for a patient recorded as dead, and the death is said."""
        bundle = json.loads(not_taking.read_text(encoding="utf-8"))
        bundle["entry"][0]["resource"]["deceasedBoolean"] = True
        not_taking.write_text(json.dumps(bundle), encoding="utf-8")
        more = ("--to", "5 mg") if command == "change" else ()
        code, out, err = run(command, not_taking, *ABOUT[1:], *more)
        assert (code, err) == (0, "")
        assert "The patient is recorded as dead: nothing is answered." in out
        assert "recorded as dead" in out.partition("Outcome")[0]
        assert "mg three times daily" not in out

    def test_titrate_a_plan(self, run, not_taking) -> None:
        """For someone who takes none titrate is a plan, to a target with its unit."""
        asked = ("titrate", not_taking, *ABOUT[1:], "--indication", "multiple sclerosis")
        _, out, _ = run(*asked, "--target", "45 mg/day")
        assert "days 7 to 9: 45 mg/day (15 mg three times daily)" in out
        assert "then the same" in out
        assert "20 mg" not in out
        assert "days 10 to 12: 60 mg/day" in run(*asked)[1]

    def test_titrate_a_step(self, run) -> None:
        """For someone who takes baclofen titrate is the next step."""
        told = ("--held-for", "3 days", "--response", "partial", "--tolerability", "limiting")
        _, out, _ = run("titrate", *ABOUT, *told)
        assert "Next step: one step back: 5 mg three times daily" in out
        assert "Not on record: how this dose is tolerated" in run("titrate", *ABOUT)[1]

    def test_check(self, run) -> None:
        """What is taken can be told in place of the record's orders."""
        assert "Daily maximum: within" in run("check", *ABOUT)[1]
        _, out, _ = run("check", *ABOUT, "--dose", "30 mg, 30 mg, 30 mg")
        assert "Daily maximum: above maximum" in out

    def test_change(self, run) -> None:
        """A change to another day, or a stop with its reason."""
        _, out, _ = run("change", *ABOUT, "--to", "10 mg, 10 mg", "--held-for", "4 weeks")
        assert "Change: reduction: too large a step" in out
        told = ("--stop", "patients-choice", "--exposure", "10 days")
        assert "Change: stop: abrupt" in run("change", *ABOUT, *told)[1]
        assert "Change: stop: not abrupt" in run("change", *ABOUT, *told, "--dose", "10 mg")[1]

    def test_change_in_a_unit(self, run) -> None:
        """What can be made is told for a stop: from the lowest rung of it a stop is small."""
        told = ("--stop", "no benefit", "--dose", "10 mg", "--exposure", "26 weeks")
        assert "Change: stop: abrupt" in run("change", *ABOUT, *told)[1]
        coarse = run("change", *ABOUT, *told, "--smallest-dose", "10 mg")[1]
        assert "Change: stop: not abrupt" in coarse

    def test_taper(self, run) -> None:
        """A taper from what is taken, as a note and as data."""
        told = ("--exposure", "180 days", "--smallest-dose", "5 mg", "--reason", "no benefit")
        _, out, _ = run("taper", *ABOUT, *told)
        assert "nothing from day 36 on" in out
        assert "nothing from day 22 on" in out
        data = json.loads(run("taper", *ABOUT, *told, "--json")[1])
        assert (data["question"], data["outcome"]["value"]) == ("taper_plan", "policy")
        assert data["headline"].startswith("Age 78, eGFR 38 mL/min")
        assert data["notes"]

    def test_taper_at_a_pace(self, run) -> None:
        """The pace that leads is told, and which dose of the day is lowered first."""
        told = ("--exposure", "180 days", "--dose", "10 mg, 10 mg, 10 mg")
        _, out, _ = run("taper", *ABOUT, *told, "--pace", "shorter", "--lower-first", "3")
        assert "shorter pace, 21 days; the gentle pace takes 35 days:" in out
        assert "25 mg/day (10 mg + 10 mg + 5 mg a day)" in out


class TestRefusals:
    """Bad input is one clear message and the exit code 2."""

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            (("assess", EXAMPLE, "--profile", "nowhere"), "not-found"),
            (("assess", "missing.json", "--profile", "us-spasticity"), "unreadable-file"),
            (("assess", EXAMPLE, "--profile", "us-spasticity", "--as-of", "soon"), "not-a-date"),
            (
                ("assess", EXAMPLE, "--profile", "us-spasticity", "--setting", "home"),
                "unknown-name",
            ),
            (("assess", EXAMPLE, "--profile", "us-spasticity", "--sign", "x"), "unknown-name"),
            (
                ("assess", EXAMPLE, "--profile", "us-spasticity", "--indication", "x"),
                "unknown-name",
            ),
            (("assess", PROFILE_FILE, "--profile", "us-spasticity"), "not-json"),
            (
                ("assess", EXAMPLE, "--profile", "us-spasticity", "--as-of", "1930-01-01"),
                "before-birth",
            ),
            (("titrate", *ABOUT, "--target", "60"), "unit-missing"),
            (("titrate", *ABOUT, "--target", "60 mg/day"), "conflict"),
            (("check", *ABOUT, "--dose", "10"), "unit-missing"),
            (("check", *ABOUT, "--dose", "10 mg, 5"), "unit-missing"),
            (("check", *ABOUT, "--dose", "10 mL"), "unit-mismatch"),
            (("check", *ABOUT, "--dose", "10,5 mg"), "unit-missing"),
            (("check", *ABOUT, "--dose", "10 mg/day"), "unit-mismatch"),
            (("check", *ABOUT, "--dose", "10000 mg"), "implausible"),
            (("taper", *ABOUT, "--exposure", "6 months"), "unit-mismatch"),
            (("taper", *ABOUT, "--exposure", "180"), "unit-missing"),
            (("taper", *ABOUT, "--exposure", "1.5 days"), "too-precise"),
            (("taper", *ABOUT, "--reason", "boredom"), "unknown-name"),
            (("taper", *ABOUT, "--pace", "slow"), "unknown-name"),
            (("taper", *ABOUT, "--pace", "as printed"), "unknown-name"),
            (("taper", *ABOUT, "--lower-first", "4"), "implausible"),
            (("titrate", *ABOUT, "--held-for", "soon"), "unit-mismatch"),
            (("change", *ABOUT), "missing"),
            (("change", *ABOUT, "--to", "5 mg", "--stop", "no benefit"), "missing"),
            (("assess", *ABOUT, "--ruled-out", "luck"), "unknown-name"),
            (("assess", *ABOUT, "--dialysis", "maybe"), "unknown-name"),
            (("profiles", "show", "nowhere"), "not-found"),
            (("profiles", "verify", EXAMPLE), "file-faults"),
            (("profiles", "verify", "/"), "unreadable-file"),
        ],
    )
    def test_message(self, run, arguments: tuple[object, ...], code: str) -> None:
        """The message names the code; nothing is printed as an answer."""
        ended, out, err = run(*arguments)
        assert (ended, out) == (2, "")
        assert err.startswith(f"baclofen-cds: [{code}]")

    @pytest.mark.parametrize("written", ["x = " + "9" * 5_000, "a." * 5_000 + "a = 1"])
    def test_hostile_profile(self, run, tmp_path, written: str) -> None:
        """A profile file that is out of all proportion is a faulty file, not a crash."""
        (tmp_path / "own.toml").write_text(written, encoding="utf-8")
        ended, out, err = run("profiles", "verify", tmp_path / "own.toml")
        assert (ended, out) == (2, "")
        assert err.startswith("baclofen-cds: [file-faults]")

    def test_missing_extra(self, monkeypatch) -> None:
        """Without typer the message says what to install."""
        monkeypatch.setitem(sys.modules, "typer", None)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert "baclofen_cds[cli]" in str(ended.value.code)


class TestProfiles:
    """The labels can be listed, shown, compared and verified."""

    @pytest.mark.parametrize("terminal", [False, True])
    def test_list(self, run, terminal: bool) -> None:
        """Every shipped profile is listed with its jurisdiction."""
        code, out, _ = run("profiles", "list", terminal=terminal)
        assert code == 0
        for name in bc.available_profiles():
            assert name in out

    def test_show(self, run) -> None:
        """A label is shown statement by statement, silence and unread included."""
        _, out, _ = run("profiles", "show", "us-spasticity")
        assert "adult.start.total_daily_dose  15 mg/day" in out
        assert "kidney.impaired.total_daily_dose  silent" in out
        assert "adult.start.sensitive_patients  unread" in out
        assert "adult.ladder[4]  20 mg × 3 a day, 3 days" in out

    def test_show_bands(self, run) -> None:
        """Age bands are shown with their ages."""
        _, out, _ = run("profiles", "show", "uk-spasticity")
        assert "child.maximum[0 to 8 years]  40 mg/day (secondary)" in out

    def test_show_per_kg_and_ranges(self, run) -> None:
        """An amount per kg is never shown as one per day, and a range reads as one."""
        _, out, _ = run("profiles", "show", "ch-spasticity")
        assert "child.start_per_kg  0.3 mg/kg/day" in out
        assert "child.usual_range_per_kg  0.75 mg/kg/day to 2 mg/kg/day" in out
        assert "child.usual_top_per_kg[from 10 years]  2.5 mg/kg/day" in out
        assert "adult.maximum.supervised_inpatient  100 mg/day to 120 mg/day" in out

    def test_show_products(self, run) -> None:
        """What one product's text forbids is shown with the product."""
        _, out, _ = run("profiles", "show", "fr-spasticity")
        assert "contraindications.in_some_products[Liorésal]  wheat allergy" in out

    def test_compare(self, run) -> None:
        """Two labels are compared leaf by leaf, and the differences marked."""
        code, out, _ = run("profiles", "compare", "us-spasticity", "uk-spasticity")
        assert code == 0
        line = next(x for x in out.splitlines() if x.startswith("adult.maximum.total_daily"))
        assert line.split("  ")[1:] == ["80 mg/day", "100 mg/day", "differs"]

    def test_compare_rows(self, run) -> None:
        """Beside the leaves stand the rows: ladders, ages and kidneys of both labels."""
        _, out, _ = run("profiles", "compare", "us-spasticity", "ch-spasticity")
        lines = [line.split("  ") for line in out.splitlines()]
        ladder = next(line for line in lines if line[:2] == ["from 18 years", "ladder"])
        assert ladder[2].startswith("5 mg × 3 for 3 days")
        assert ladder[3:] == ["not given", "differs"]
        assert any(line[0] == "adult: impaired" for line in lines)

    def test_sheet(self, run) -> None:
        """What a label says is printed by age, as JSON or as a decision table."""
        _, out, _ = run("profiles", "sheet", "uk-spasticity")
        assert "child, 8 to below 18 years" in out
        _, out, _ = run("profiles", "sheet", "us-spasticity")
        assert out.splitlines()[-1] == "child: end stage, creatinine changing  may need reduction"
        _, out, _ = run("profiles", "sheet", "uk-spasticity", "--json")
        assert json.loads(out) == bc.sheet(bc.get_profile("uk-spasticity")).to_dict()
        _, out, _ = run("profiles", "sheet", "uk-spasticity", "--csv")
        assert out == bc.sheet(bc.get_profile("uk-spasticity")).to_csv()
        code, _, err = run("profiles", "sheet", "uk-spasticity", "--csv", "--json")
        assert (code, "conflict" in err) == (2, True)

    def test_verify(self, run) -> None:
        """A file without faults has its worked examples run."""
        code, out, _ = run("profiles", "verify", PROFILE_FILE)
        assert code == 0
        assert "no faults" in out
        assert "FAILED" not in out

    def test_verify_a_wrong_example(self, run, tmp_path) -> None:
        """A worked example that comes out otherwise fails the command."""
        text = PROFILE_FILE.read_text(encoding="utf-8")
        wrong = tmp_path / "own.toml"
        wrong.write_text(
            text.replace('verdict = "within"', 'verdict = "above maximum"'), encoding="utf-8"
        )
        code, out, _ = run("profiles", "verify", wrong)
        assert code == 1
        assert "FAILED" in out

    def test_verify_without_examples(self, run, tmp_path) -> None:
        """A file without worked examples is checked for faults alone."""
        text = PROFILE_FILE.read_text(encoding="utf-8").split("[[worked_example]]")[0]
        own = tmp_path / "own.toml"
        own.write_text(text, encoding="utf-8")
        code, out, _ = run("profiles", "verify", own)
        assert code == 0
        assert "0 worked example(s)" in out


class TestProcess:
    """The command is installed, and is also the package run as a module."""

    def test_module(self, monkeypatch, capsys) -> None:
        """``python -m baclofen_cds`` is the command line."""
        monkeypatch.setattr(sys, "argv", ["baclofen-cds", "profiles", "list"])
        with pytest.raises(SystemExit) as ended:
            runpy.run_module("baclofen_cds", run_name="__main__")
        assert ended.value.code == 0
        assert "us-spasticity" in capsys.readouterr().out


class TestFacts:
    """The facts as they were understood."""

    def test_facts(self) -> None:
        """Every fact that was understood is named."""
        recorded = bc.RecordedGFR(
            60 * bc.ureg.mL / bc.ureg.min,
            equation=bc.GFREquation.MDRD,
            indexing=bc.GFRIndexing.INDEXED,
            on=people.RECENT,
            lower_bound=True,
        )
        patient = people.adult(
            age=18 * bc.ureg.month,
            height=80 * bc.ureg.cm,
            kidney_state=bc.KidneyState.STABLE,
            recorded_gfr=(recorded,),
            serum_creatinine_on=None,
            conditions={bc.Condition.EPILEPSY},
            ruled_out={bc.Condition.STROKE},
            medicines=bc.Medicines(["N02AA05"], complete=True),
        )
        told = dict(facts(patient, bc.UNREADABLE))
        assert told["sex"] == "female"
        assert "sex" not in dict(facts(people.adult(sex=bc.Sex.UNKNOWN), bc.NOT_TAKING))
        gone = facts(people.adult(deceased=True, intrathecal_baclofen=True), bc.NOT_TAKING)
        assert gone[0] == ("death", "recorded as dead")
        assert ("intrathecal baclofen", "on record, not counted") in gone
        assert told["age"] == "18 months"
        assert told["recorded eGFR"] == "above 60 mL/min per 1.73 m² (MDRD) on 2026-03-03"
        assert told["serum creatinine"] == "0.8 mg/dL (71 µmol/L), undated"
        assert told["ruled out"] == "stroke"
        assert told["other medicines"] == "N02AA05"

    def test_more_kidney_facts(self) -> None:
        """Cystatin C and acute illness are shown, and of many results the newest three."""
        mg_dl, days = bc.ureg.mg / bc.ureg.dL, [dt.date(2026, 2, day) for day in range(1, 6)]
        patient = people.adult(
            earlier_creatinine=[(0.8 * mg_dl, day) for day in days],
            cystatin_c=1.2 * bc.ureg.mg / bc.ureg.L,
            cystatin_c_on=people.RECENT,
            acutely_ill=False,
        )
        shown = facts(patient, bc.NOT_TAKING)
        earlier = [value for name, value in shown if name == "earlier creatinine"]
        assert earlier[0] == "2 older not shown"
        assert [value[-10:] for value in earlier[1:]] == [day.isoformat() for day in days[2:]]
        assert dict(shown)["cystatin C"] == "1.2 mg/L on 2026-03-03"
        assert dict(shown)["acutely ill"] == "no"
