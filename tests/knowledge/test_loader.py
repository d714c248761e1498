"""Knowledge files: every fault of a bad one is named, and the shipped ones are complete."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest

import baclofen_cds as bc
from baclofen_cds.knowledge.reading import loader
from baclofen_cds.knowledge.reading.loader import current_policy, digest, shipped_guidance
from baclofen_cds.knowledge.reading.values import WORDS
from baclofen_cds.knowledge.schema.label import Guidance, Profile, Status, citations_of, walk
from baclofen_cds.sources import Seen, Silent, Stated, Unread

BAD = Path(__file__).parents[1] / "bad_files"
SHIPPED = Path(bc.__file__).parent / "knowledge"
AS_OF = dt.date(2026, 3, 10)
GOOD = """
schema = 1
id = "h"
kind = "label"
name = "hospital label"
title = "Hospital label"
jurisdiction = "Nowhere"
status = "current"
revised = 2026-01-01
effective_from = 2026-01-01
accessed = 2026-02-01
review_due = 2027-02-01

[sources.a]
title = "A"
publisher = "B"
revised = "2026"
accessed = 2026-02-01
link = "here"
seen = "primary"

[adult]
from_age = { value = "18", unit = "year", source = "a", pin = "1" }
"""


def loader_of(name: str) -> Any:
    """Return the loader a file is meant for, by its name."""
    return LOADERS.get(name.partition("-")[0], bc.load_profile)


def expected_of(path: Path) -> list[tuple[str, str]]:
    """Read the expectations in the first lines of a bad file: path, part of the message."""
    lines = path.read_bytes().decode("utf-8", errors="replace").splitlines()
    found = (re.fullmatch(r"# expect: (\S+) \| ?(.*)", line) for line in lines)
    return [(match[1], match[2]) for match in found if match]


def load(tmp_path: Path, text: str) -> Any:
    """Load a profile from text."""
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return bc.load_profile(path)


class TestBadFiles:
    """A file with a fault is refused whole, and the fault is named by its path."""

    @pytest.mark.parametrize("name", sorted(p.stem for p in BAD.glob("*.toml")))
    def test_each_fault_is_named(self, name: str) -> None:
        """The faults listed are exactly the expected ones, each once."""
        path = BAD / f"{name}.toml"
        expected = expected_of(path)
        assert expected
        with pytest.raises(bc.errors.KnowledgeFileError) as caught:
            loader_of(name)(path)
        assert caught.value.code == "file-faults"
        faults = [tuple(fault.split(": ", 1)) for fault in caught.value.faults]
        assert sorted(where for where, _ in faults) == sorted(where for where, _ in expected)
        for where, message in expected:
            assert any(w == where and message in said for w, said in faults)

    def test_there_are_enough(self) -> None:
        """Every fault the loader knows has a file of its own."""
        assert len(list(BAD.glob("*.toml"))) >= 100

    def test_several_together(self) -> None:
        """Every fault of a file is reported at once, not the first alone."""
        with pytest.raises(bc.errors.KnowledgeFileError) as caught:
            bc.load_profile(BAD / "several.toml")
        assert len(caught.value.faults) == 4

    def test_the_base_is_good(self, tmp_path: Path) -> None:
        """The file the bad ones are made from loads."""
        assert load(tmp_path, GOOD).id == "h"

    def test_text_and_path(self, tmp_path: Path) -> None:
        """A path is given as text or as a Path."""
        from_path = load(tmp_path, GOOD)
        assert bc.load_profile(str(tmp_path / "own.toml")) == from_path

    def test_too_large(self, tmp_path: Path) -> None:
        """A file above 1 MB is not read."""
        with pytest.raises(bc.errors.InputError) as caught:
            load(tmp_path, "#" * 1_000_001)
        assert caught.value.code == "too-large"

    @pytest.mark.parametrize("depth", [2_000])
    def test_deep_nesting(self, tmp_path: Path, depth: int) -> None:
        """A file nested too deep is a faulty file, not a crash."""
        with pytest.raises(bc.errors.KnowledgeFileError):
            load(tmp_path, "x = " + "[" * depth + "]" * depth)


LOADERS = {"profile": bc.load_profile, "guidance": bc.load_guidance, "policy": bc.load_policy}
HOSTILE = {
    "digits": f"x = {'9' * 5_000}",
    "negative digits": f"x = -{'9' * 5_000}",
    "digits apart": f"x = {'1_' * 5_000}1",
    "hexadecimal": f"x = 0x{'f' * 5_000}",
    "octal": f"x = 0o{'7' * 7_000}",
    "binary": f"x = 0b{'1' * 20_000}",
    "digits in a known place": GOOD.replace("schema = 1", f"schema = 0x{'f' * 5_000}"),
    "deep table": f"[{'a.' * 5_000}a]",
    "deep key": f"{'a.' * 5_000}a = 1",
    "deep list": f"x = {'[' * 5_000}{']' * 5_000}",
    "deep inline table": f"x = {'{a = ' * 5_000}1{'}' * 5_000}",
    "not UTF-8": "x = '\ud800'",
}
"""Files that are small and cost much, or that Python itself refuses to hold."""

DEVICES = [Path(name) for name in ("/dev/zero", "/dev/null", "/dev/stdin") if Path(name).exists()]


@pytest.mark.parametrize("kind", LOADERS)
class TestHostileFiles:
    """Whatever a file holds, and whatever kind of file it is, the error is one of ours."""

    @pytest.mark.parametrize("name", HOSTILE)
    def test_named(self, tmp_path: Path, kind: str, name: str) -> None:
        """Numbers without end and levels without end are faults of the file."""
        path = tmp_path / "own.toml"
        path.write_bytes(HOSTILE[name].encode("utf-8", "surrogatepass"))
        with pytest.raises(bc.errors.KnowledgeFileError) as caught:
            LOADERS[kind](path)
        assert len(caught.value.faults) == 1
        assert caught.value.faults[0].startswith("file: ")
        assert caught.value.__cause__ is None

    @pytest.mark.parametrize("path", [Path("/"), Path("no-such-file"), Path("a\0b"), *DEVICES])
    def test_only_regular_files(self, kind: str, path: Path) -> None:
        """A folder, a device and what is not there are not read."""
        with pytest.raises(bc.errors.InputError) as caught:
            LOADERS[kind](path)
        assert (caught.value.code, caught.value.field) == ("unreadable-file", "path")

    def test_a_pipe(self, tmp_path: Path, kind: str) -> None:
        """A pipe that nobody writes to is refused; nothing waits for it."""
        pipe = tmp_path / "pipe.toml"
        getattr(os, "mkfifo", Path.mkdir)(pipe)
        with pytest.raises(bc.errors.InputError) as caught:
            LOADERS[kind](pipe)
        assert caught.value.code == "unreadable-file"

    @pytest.mark.parametrize("size", [1_000_001, 3_000_000])
    def test_how_much_is_read(
        self, tmp_path: Path, kind: str, size: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Of a file that is too large one byte more than the limit is read, once."""
        asked: list[int] = []

        class Counted(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                asked.append(-1 if size is None else size)
                return super().read(size)

        path = tmp_path / "own.toml"
        path.touch()
        bc.preload()
        monkeypatch.setattr(Path, "open", lambda *_: Counted(b"#" * size))
        with pytest.raises(bc.errors.InputError) as caught:
            LOADERS[kind](path)
        assert caught.value.code == "too-large"
        assert asked == [1_000_001]

    def test_a_file_that_cannot_be_opened(
        self, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A file that is there and may not be read is named as one that cannot be read."""
        (tmp_path / "own.toml").touch()

        def refused(*_: Any) -> Any:
            raise PermissionError

        bc.preload()
        monkeypatch.setattr(Path, "open", refused)
        with pytest.raises(bc.errors.InputError) as caught:
            LOADERS[kind](tmp_path / "own.toml")
        assert caught.value.code == "unreadable-file"


IMPAIRED = r"(?m)^impaired_below = .*$"
A_CHOICE = "a policy states every choice"
POLICY_FAULTS: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "leaf missing": (IMPAIRED, "", [("gates.impaired_below", A_CHOICE)]),
    "without a reason": (
        IMPAIRED,
        'impaired_below = { value = "60", unit = "mL/min/1.73m2" }',
        [("gates.impaired_below", "reason")],
    ),
    "silent": (
        IMPAIRED,
        'impaired_below = { silent = { source = "a", pin = "1" } }',
        [("gates.impaired_below", "reason"), ("gates.impaired_below", A_CHOICE)],
    ),
    "unknown key": (
        IMPAIRED,
        r'\g<0>\nother = { value = "1", unit = "count", reason = "x" }',
        [("gates.other", "unknown key")],
    ),
    "gates out of order": (
        r"avoid_below = { value = \"30\"",
        'avoid_below = { value = "70"',
        [("gates.avoid_below", "above")],
    ),
    "a clearance to avoid above an impaired one": (
        r"clearance_avoid_below = { value = \"30\"",
        'clearance_avoid_below = { value = "51"',
        [("gates.clearance_avoid_below", "above")],
    ),
    "end stage above avoid": (
        r"end_stage_below = { value = \"15\"",
        'end_stage_below = { value = "31"',
        [("gates.end_stage_below", "above")],
    ),
    "rungs that fall": (
        r"(?m)^adult_rungs = \{ value = \[\"2.5\", \"5\"",
        'adult_rungs = { value = ["5", "2.5"',
        [("taper.adult_rungs", "must rise")],
    ),
    "a child's rungs that fall": (
        r"(?m)^child_rungs = \{ value = \[\"1\", \"1.5\"",
        'child_rungs = { value = ["1.5", "1"',
        [("taper.child_rungs", "must rise")],
    ),
    "the whole day at once": (
        r"low_share = \{ value = \"2\"",
        'low_share = { value = "1"',
        [("taper.low_share", "the whole day")],
    ),
    "a review before the first step": (
        r"review_share = \{ value = \"2\"",
        'review_share = { value = "1"',
        [("taper.review_share", "the whole day")],
    ),
    "a part of a share": (
        r"\nshare = \{ value = \"4\"",
        '\nshare = { value = "2.5"',
        [("taper.share", "finer")],
    ),
    "a high day shared more than a low one": (
        r"\nshare = \{ value = \"4\"",
        '\nshare = { value = "2"',
        [("taper.share", "is below taper.middle_share")],
    ),
    "longer use with a shorter taper": (
        r"(?m)^long_use_length = \{ value = \"21\"",
        'long_use_length = { value = "13"',
        [("taper.long_use_length", "is below taper.length")],
    ),
    "a gentle pace that is not": (
        r"gentle_days = \{ value = \"7\"",
        'gentle_days = { value = "2"',
        [("taper.gentle_days", "is below taper.long_use_days")],
    ),
    "few days that are many": (
        r"few_days = \{ value = \"3\"",
        'few_days = { value = "15"',
        [("stop.abrupt_after", "is below stop.few_days")],
    ),
    "a child's small dose above an adult's": (
        r"small_for_child = \{ value = \"1\"",
        'small_for_child = { value = "6"',
        [("stop.small", "is below stop.small_for_child")],
    ),
    "section missing": (r"(?s)\[taper\].*?\n(?=\[)", "", [("taper", A_CHOICE)]),
    "steps missing": (
        r"(?s)\[\[freshness.weight\]\].*?\n(?=\[exposure)",
        "",
        [("freshness.weight", A_CHOICE)],
    ),
    "steps with a gap": (
        r"(?s)\[\[freshness.weight\]\].*?\n(?=\[\[)",
        "",
        [("freshness.weight", "begin at 0")],
    ),
    "step without a value": (
        r"(?m)(\[\[plausibility.weight_for_age\]\]\nfrom_year = \"0\"\n)value = .*\n",
        r"\1",
        [("plausibility.weight_for_age[0]", "text")],
    ),
    "windows with a gap": (
        r"(\[\[plausibility.weight_for_age\]\]\nfrom_year = )\"0\"",
        r'\1"0.5"',
        [("plausibility.weight_for_age", "begin at 0")],
    ),
    "windows missing": (
        r"(?s)\[\[plausibility.weight_for_age\]\].*",
        "",
        [("plausibility.weight_for_age", A_CHOICE)],
    ),
    "window missing": (r"(?m)^oldest = .*$", "", [("plausibility.oldest", A_CHOICE)]),
    "wrong kind": ('kind = "policy"', 'kind = "label"', [("kind", "cannot be loaded")]),
    "wrong unit": (
        r"(?m)^(largest_dose = .*unit = )\"mg\"",
        r'\1"mg/day"',
        [("plausibility.largest_dose", "unit")],
    ),
}
"""What is changed in the shipped policy, and the faults it then has."""


class TestBadPolicies:
    """A policy with a fault is refused whole, and the fault is named by its path."""

    @pytest.mark.parametrize("name", POLICY_FAULTS)
    def test_each_fault_is_named(self, name: str, tmp_path: Path) -> None:
        """The faults listed are exactly the expected ones, each once."""
        pattern, replacement, expected = POLICY_FAULTS[name]
        (shipped,) = (SHIPPED / "policy").glob("*.toml")
        text = shipped.read_text(encoding="utf-8")
        changed, times = re.subn(pattern, replacement, text, count=1)
        assert times == 1
        path = tmp_path / "own.toml"
        path.write_text(changed, encoding="utf-8")
        with pytest.raises(bc.errors.KnowledgeFileError) as caught:
            bc.load_policy(path)
        faults = [tuple(fault.split(": ", 1)) for fault in caught.value.faults]
        assert [where for where, _ in faults] == [where for where, _ in expected]
        for (_, said), (_, message) in zip(faults, expected, strict=True):
            assert message in said


class TestWords:
    """Whatever word of the closed list a file says, it is refused or it can be shown."""

    @pytest.mark.parametrize("word", sorted(WORDS))
    @pytest.mark.parametrize("place", ["kidney.impaired", "kidney.end_stage", "kidney.dialysis"])
    @pytest.mark.parametrize("creatinine", [150, 650])
    def test_kidney_advice(self, tmp_path: Path, word: str, place: str, creatinine: int) -> None:
        """Any accepted advice about the kidneys has its sentence."""
        text = (
            f"{GOOD}\n[{place}]\n"
            f'advice = {{ value = "{word}", unit = "words", source = "a", pin = "3" }}\n'
        )
        try:
            profile = load(tmp_path, text)
        except bc.errors.KnowledgeFileError:
            return
        patient = bc.Patient(
            age=60 * bc.ureg.year,
            as_of=AS_OF,
            serum_creatinine=creatinine * bc.ureg.umol / bc.ureg.L,
            dialysis=bc.Dialysis.HAEMODIALYSIS if "dialysis" in place else bc.Dialysis.NONE,
        )
        now = bc.Regimen.even(each=5 * bc.ureg.mg, times_per_day=3)
        assert bc.text(bc.assess(patient, now, profile=profile))
        assert bc.text(bc.assess(patient, bc.NOT_TAKING, profile=profile))


class TestDigest:
    """The digest is of what the file says, not of how it is laid out."""

    def test_key_order(self) -> None:
        """Keys in another order give the same digest."""
        document = tomllib.loads(GOOD)
        turned = {key: document[key] for key in reversed(document)}
        turned["adult"] = {
            "from_age": dict(reversed(document["adult"]["from_age"].items())),
        }
        assert digest(document) == digest(turned)

    def test_layout(self, tmp_path: Path) -> None:
        """Comments and blank lines do not count; a value does."""
        plain = load(tmp_path, GOOD).digest
        assert load(tmp_path, f"# a comment\n\n{GOOD}\n\n").digest == plain
        assert load(tmp_path, GOOD.replace('"18"', '"16"')).digest != plain

    def test_is_sha_256_of_sorted_json(self) -> None:
        """It is the SHA-256 of the parsed document as sorted-key JSON."""
        expected = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
        assert digest({}) == expected  # SHA-256 of "{}"


class TestGetProfile:
    """A profile is asked for by name; a revision by its day or its date."""

    def test_available(self) -> None:
        """Every name that is offered can be had, and both shipped labels are offered."""
        assert set(bc.available_profiles()) >= {"us-spasticity", "uk-spasticity"}
        for name in bc.available_profiles():
            assert bc.get_profile(name).id == name

    def test_in_force(self) -> None:
        """From the day it took effect on, the revision in force is found; before, none."""
        assert bc.get_profile("us-spasticity", as_of=dt.date(2024, 4, 1)).id == "us-spasticity"
        with pytest.raises(bc.errors.NotFoundError) as caught:
            bc.get_profile("us-spasticity", as_of=dt.date(2024, 3, 31))
        with pytest.raises(bc.errors.NotFoundError) as unknown:
            bc.get_profile("nowhere", as_of=dt.date(2024, 4, 1))
        assert unknown.value.code == "not-found"
        assert (caught.value.code, caught.value.field) == ("not-current", "as_of")

    def test_revision(self) -> None:
        """A revision is found by exactly its date."""
        found = bc.get_profile("us-spasticity", revision="2024-04-01")
        assert found == bc.get_profile("us-spasticity")
        with pytest.raises(bc.errors.NotFoundError) as caught:
            bc.get_profile("us-spasticity", revision="2024-04-02")
        assert (caught.value.code, caught.value.field) == ("not-current", "revision")

    def test_same_object(self) -> None:
        """A file is read once: asking twice gives the same profile."""
        assert bc.get_profile("us-spasticity") is bc.get_profile("us-spasticity")

    def test_guidance_by_name(self) -> None:
        """Every shipped guideline and study can be had by its name."""
        for guidance in shipped_guidance():
            assert bc.get_guidance(guidance.id) is guidance


class TestShippedProfiles:
    """Every number of a shipped profile has its place, and the profiles prove themselves."""

    @pytest.mark.parametrize("name", bc.available_profiles())
    def test_every_leaf(self, name: str) -> None:
        """Every leaf is stated, silent or unread; a stated one has a place in the file."""
        profile = bc.get_profile(name)
        titles = {source.title for source in profile.header.sources}
        stated = 0
        for path, leaf in walk(profile):
            assert isinstance(leaf, (Stated, Silent, Unread)), path
            for citation in citations_of(leaf):
                assert citation.document in titles, path
                assert citation.pin, path
            stated += isinstance(leaf, Stated)
        assert stated >= 8

    @pytest.mark.parametrize("name", bc.available_profiles())
    def test_rows(self, name: str) -> None:
        """Every rung of a ladder and every age band has its place too, and a ladder rises."""
        profile = bc.get_profile(name)
        titles = {source.title for source in profile.header.sources}
        rungs, bands = profile.adult.ladder.rungs, profile.child.maximum
        products = profile.contraindications.in_some_products
        for row in (*rungs, *bands, *profile.child.usual_top_per_kg, *products):
            assert row.citation.document in titles
            assert row.citation.pin
        totals = [rung.each * rung.times_per_day for rung in rungs]
        assert totals == sorted(set(totals))

    @pytest.mark.parametrize("name", bc.available_profiles())
    def test_worked_examples(self, name: str) -> None:
        """Its worked examples come out as the file says, and there are some."""
        results = bc.verify(bc.get_profile(name))
        assert len(results) >= 5
        assert [r.example for r in results if not r.passed] == []

    def test_both_labels(self) -> None:
        """The numbers of both labels are those of the fact sheets."""
        us, uk = bc.get_profile("us-spasticity"), bc.get_profile("uk-spasticity")
        assert us.adult.maximum.total_daily_dose.value == 80_000
        assert us.adult.maximum.largest_named_administration.value == 20_000
        assert us.adult.start.total_daily_dose.value == 15_000
        assert uk.adult.maximum.total_daily_dose.value == 100_000
        assert uk.child.start_per_kg.value == 300
        assert [b.total_daily_dose for b in uk.child.maximum] == [40_000, 60_000]
        assert isinstance(us.kidney.impaired.total_daily_dose, Silent)

    def test_germany(self) -> None:
        """The German numbers are those of the fact sheet, section 6.1."""
        de = bc.get_profile("de-spasticity")
        assert de.adult.start.total_daily_dose.value == 15_000
        assert de.adult.start.times_per_day.value == (2, 3, 4)
        assert de.adult.start.sensitive_patients.value == (5_000, 10_000)
        assert de.adult.increments.per_day.value == (5_000, 15_000)
        assert isinstance(de.adult.increments.per_administration, Unread)
        assert de.adult.increments.no_sooner_than.value == 3
        assert de.adult.usual_range.value == (30_000, 75_000)
        assert de.adult.maximum.total_daily_dose.value == 75_000
        assert de.adult.maximum.supervised_inpatient.value == (90_000, 120_000)
        assert de.child.interval.value == (7, 7)
        assert [b.total_daily_dose for b in de.child.maximum] == [40_000, 60_000]
        assert de.kidney.end_stage.contraindicated_in.value == ("Baclofen dura",)
        assert isinstance(de.kidney.impaired.total_daily_dose, Unread)

    def test_france(self) -> None:
        """The French numbers are those of the fact sheets, sections 7.1 and 6."""
        fr = bc.get_profile("fr-spasticity")
        assert fr.adult.start.total_daily_dose.value == 15_000
        assert fr.adult.increments.per_day.value == (15_000, 15_000)
        assert fr.adult.increments.interval.value == (3, 4)
        assert fr.adult.usual_range.value == (30_000, 80_000)
        assert isinstance(fr.adult.maximum.total_daily_dose, Unread)
        assert fr.adult.maximum.supervised_inpatient.value == (100_000, 120_000)
        assert fr.child.from_age.value == 6 * 12
        assert fr.child.interval.value == (7, 14)
        assert fr.child.maximum == ()
        assert fr.older_adult.start.value == (5_000, 10_000)
        assert fr.older_adult.start.citation.seen is Seen.SECONDARY

    def test_switzerland(self) -> None:
        """The Swiss numbers are those of the fact sheet, section 6.3."""
        ch = bc.get_profile("ch-spasticity")
        assert isinstance(ch.adult.from_age, Unread)
        assert ch.adult.increments.per_administration.value == (5_000, 5_000)
        assert isinstance(ch.adult.increments.per_day, Unread)
        assert ch.adult.increments.interval.value == (3, 3)
        assert ch.adult.usual_range.value == (30_000, 80_000)
        assert ch.adult.maximum.supervised_inpatient.value == (100_000, 120_000)
        assert ch.child.interval.value == (7, 14)
        assert ch.child.usual_range_per_kg.value == (750, 2_000)
        assert [(t.from_age, t.per_kg) for t in ch.child.usual_top_per_kg] == [(120, 2_500)]
        bands = [(b.from_age, b.to_age, b.total_daily_dose) for b in ch.child.maximum]
        assert bands == [(0, 96, 40_000)]

    def test_one_fact_in_two_places(self) -> None:
        """The UK-type number quoted for comparison is the one in the UK profile."""
        quoted = bc.get_guidance("uk-type-kidney").statement[0]
        own = bc.get_profile("uk-spasticity").kidney.impaired.total_daily_dose
        assert dict(quoted.figures)["total_daily_dose"] == own.value
        assert quoted.citation == own.citation
        assert quoted.citation.seen is Seen.SECONDARY

    @pytest.mark.parametrize("folder", ["profiles", "guidance", "policy"])
    def test_one_current_file_each(self, folder: str) -> None:
        """Of every id one file is current, unless all are drafts; files are named after it."""
        statuses: dict[str, set[str]] = {}
        current: dict[str, int] = {}
        for path in (SHIPPED / folder).glob("*.toml"):
            document = tomllib.loads(path.read_text("utf-8"))
            assert path.name == f"{document['id']}.{document['revised'].isoformat()}.toml"
            current.setdefault(document["id"], 0)
            statuses.setdefault(document["id"], set()).add(document["status"])
            current[document["id"]] += document["status"] == "current"
        assert current
        for name, count in current.items():
            assert count == (0 if statuses[name] == {"draft"} else 1), name

    @pytest.mark.parametrize("name", bc.available_profiles())
    def test_drafts_do_not_speak(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """A draft is neither listed nor handed out, by any way of asking."""
        shipped = bc.get_profile(name)
        draft = attrs.evolve(shipped, header=attrs.evolve(shipped.header, status=Status.DRAFT))
        monkeypatch.setattr(loader, "_shipped_profiles", lambda: (draft,))
        monkeypatch.setattr(loader, "_named_like", lambda _: (draft,))
        assert bc.available_profiles() == ()
        revision = draft.header.revised.isoformat()
        for asked in ({}, {"as_of": dt.date(2026, 3, 10)}, {"revision": revision}):
            with pytest.raises(bc.errors.NotFoundError):
                bc.get_profile(name, **asked)


class TestShippedGuidance:
    """Guidelines and studies add findings; every statement has its place and its sentence."""

    @pytest.mark.parametrize("guidance", shipped_guidance(), ids=lambda g: g.id)
    def test_statements(self, guidance: Guidance) -> None:
        """Every statement names a source of its file, whom it is about, and a sentence."""
        from baclofen_cds.words.catalogue import sentences

        titles = {source.title for source in guidance.header.sources}
        assert guidance.statement
        for statement in guidance.statement:
            assert statement.citation.document in titles
            assert statement.citation.pin
            assert statement.code in sentences()
            bounded = statement.egfr_below is not None or statement.role == "near-edge"
            assert statement.dialysis or bounded or statement.from_age
            for name, figure in statement.figures:
                assert figure is not None
                assert f"{{{name}" in sentences()[statement.code]

    def test_falls_in_older_adults(self) -> None:
        """The falls cohort's figures are those of its abstract, per 1,000 person-years."""
        (statement,) = bc.get_guidance("hwang").statement
        assert dict(statement.figures) == {"with_baclofen": "108.4", "with_other": "61.9"}
        assert (statement.from_age, statement.role) == (65 * 12, "age")

    def test_the_ontario_cohort(self) -> None:
        """The cohort's figures are those of its abstract: 0.42 % and 1.11 % at 20 mg/day."""
        figures = dict(bc.get_guidance("muanda").statement[0].figures)
        assert (figures["below"], figures["at_or_above"]) == ("0.42", "1.11")
        assert figures["threshold"] == 20_000
        assert figures["within"] == 30


class TestShippedPolicy:
    """The policy states every choice, each with its reason; its numbers are P1 to P7's."""

    def test_complete(self) -> None:
        """Every leaf is stated with a reason."""
        for path, leaf in walk(current_policy()):
            assert isinstance(leaf, Stated), path
            assert leaf.citation.pin.split(": ", 1)[1], path

    def test_windows(self) -> None:
        """The windows at the door are P7's."""
        windows = current_policy().plausibility
        assert (windows.lightest, windows.heaviest) == (500, 350_000)
        assert windows.creatinine_refused_above == 25 * 88_400
        assert windows.creatinine_unusual_above == 9 * 88_400
        assert windows.creatinine_refused_below == 9_000
        assert windows.creatinine_unusual_below == 20_000
        assert windows.oldest == 120 * 12
        assert windows.smallest_dose == 100
        assert windows.largest_dose == 200_000
        assert windows.unusual_dose_above == 60_000

    def test_freshness(self) -> None:
        """How old a measurement may be is P2's."""
        fresh = current_policy().freshness
        assert fresh.creatinine.value == 365
        assert fresh.creatinine_watched.value == 90
        assert fresh.creatinine_severe.value == 30
        assert fresh.creatinine_acute.value == 3
        assert fresh.older_from.value == 65 * 12
        steps = [(step.from_age, step.value) for step in fresh.weight]
        assert steps == [(0, 30), (24, 90), (144, 180), (216, 365)]

    def test_gates_and_taper(self) -> None:
        """Gates are P1's, the taper is P5's, a stop P6's."""
        policy = current_policy()
        assert policy.gates.impaired_below.value == 6_000
        assert policy.gates.avoid_below.value == 3_000
        assert policy.taper.length.value == 14
        assert policy.taper.long_use_length.value == 21
        assert policy.taper.long_use_after.value == 60
        taper, stop = policy.taper, policy.stop
        milligrams = [rung / 1_000 for rung in taper.adult_rungs.value]
        assert milligrams == [2.5, 5, 7.5, 10, 15, 20, 25, 30, 40]
        milligrams = [rung / 1_000 for rung in taper.child_rungs.value]
        assert milligrams == [1, 1.5, 2, 3, 4, 6, 8, 10, 15, 20, 25, 30, 40]
        assert (taper.rung_spacing.value, taper.largest_drop.value) == (10_000, 10_000)
        assert (taper.share.value, taper.middle_share.value, taper.low_share.value) == (4, 3, 2)
        assert (taper.middle_below.value, taper.low_below.value) == (20_000, 10_000)
        days = (taper.gentle_days, taper.long_use_days, taper.least_days)
        assert [leaf.value for leaf in days] == [7, 3, 1]
        assert (taper.smallest_dose.value, taper.largest_unit.value) == (5_000, 10_000)
        assert (taper.units_at_low_share.value, taper.review_share.value) == (2, 2)
        assert (stop.few_days.value, stop.abrupt_after.value) == (3, 14)
        assert (stop.small.value, stop.small_for_child.value) == (5_000, 1_000)
        assert stop.high.value == 30_000


AFTER_PRELOAD = """
import sys, datetime as dt
import baclofen_cds as bc
u = bc.ureg
bc.preload()
touched = []
def hook(event, args):
    if event in ("open", "os.listdir", "os.scandir", "socket.connect", "subprocess.Popen"):
        touched.append((event, str(args[0])))
sys.addaudithook(hook)
patient = bc.Patient(age=78 * u.year, as_of=dt.date(2026, 3, 10), sex=bc.Sex.FEMALE,
    weight=62 * u.kg, height=160 * u.cm, serum_creatinine=1.4 * u.mg / u.dL,
    serum_creatinine_on=dt.date(2026, 3, 3), indication=bc.Indication.MULTIPLE_SCLEROSIS,
    medicines=bc.Medicines(["N02AA05"], complete=True))
now = bc.Regimen.even(each=10 * u.mg, times_per_day=3)
for name in bc.available_profiles():
    profile = bc.get_profile(name)
    for taking in (now, bc.NOT_TAKING, bc.UNREADABLE):
        bc.text(bc.assess(patient, taking, profile=profile), sources=True)
    bc.get_profile(name, as_of=dt.date(2026, 3, 10))
bc.kidney.cockcroft_gault(patient)
bc.get_guidance("muanda")
try:
    bc.get_profile("atlantis")
except bc.errors.NotFoundError:
    pass
print(sorted(set(touched)))
"""


class TestPreload:
    """After ``preload`` nothing is read again."""

    def test_no_file_access(self) -> None:
        """Every question after preload opens no file, lists no folder, opens no socket."""
        done = subprocess.run(
            [sys.executable, "-c", AFTER_PRELOAD],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip() == "[]"


class TestValue:
    """Knowledge is a value: equal by content, hashable."""

    def test_equal(self, tmp_path: Path) -> None:
        """The same file loaded twice is the same knowledge."""
        first, second = load(tmp_path, GOOD), load(tmp_path, GOOD)
        assert isinstance(first, Profile)
        assert first == second
        assert hash(first) == hash(second)
        assert first.header.status is Status.CURRENT
