"""Ask one tree of the library every question, in the words of the tests on the path.

Run by same_answers.py.
``draw COUNT`` prints people and their courses, one a line; ``answer FILE MOVED`` asks about
them, and the questions of the corpus, and prints every answer on a line of its own.
"""

import json
import sys
from pathlib import Path

import asking_all
import corpus
import hypothesis
import strategies

import baclofen_cds as bc

SEED = 20_261_127


def draw(count):
    """Print drawn people with what they take, as data."""
    drawn = []

    @hypothesis.seed(SEED)
    @hypothesis.settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(strategies.anyone(), strategies.courses())
    def keep(patient, course):
        drawn.append((patient, course))

    keep()
    for patient, course in drawn[:count]:
        days = {name: bc.to_dict(getattr(course, name)) for name in ("now", "more", "less")}
        told = {
            "held": course.held.m_as("day"),
            "response": course.response.name,
            "tolerability": course.tolerability.name,
            "setting": course.setting.name,
        }
        print(json.dumps({"patient": bc.to_dict(patient), **days, **told}))


def course_of(told):
    """Make what is taken, and how it went, of data."""
    return asking_all.Course(
        **{name: bc.from_dict(told[name]) for name in ("now", "more", "less")},
        held=told["held"] * bc.ureg.day,
        response=bc.Response[told["response"]],
        tolerability=bc.Tolerability[told["tolerability"]],
        setting=bc.Setting[told["setting"]],
    )


def without(data, moved):
    """Return an answer's data without the digests of files that moved."""
    if isinstance(data, dict):
        kept = {key: without(value, moved) for key, value in data.items()}
        return kept | {"digest": "moved"} if data.get("id") in moved and "digest" in data else kept
    return [without(value, moved) for value in data] if isinstance(data, list) else data


def say(name, result, moved):
    """Print an answer: its data and its text."""
    data = json.dumps(without(bc.to_dict(result), moved), sort_keys=True)
    print(name, data, json.dumps(bc.text(result, sources=True)), sep="\t")


def answer(people, moved):
    """Ask about everybody, and what the corpus asks."""
    for place, (verb, result) in enumerate(corpus.results()):
        say(f"corpus {place} / {verb}", result, moved)
    profiles = [bc.get_profile(name) for name in bc.available_profiles()]
    for place, line in enumerate(people.read_text("utf-8").splitlines()):
        told = json.loads(line)
        patient, course = bc.from_dict(told["patient"]), course_of(told)
        for profile in profiles:
            for question, result in asking_all.everything(patient, profile, course).items():
                say(f"drawn {place} / {profile.id} / {question}", result, moved)


if __name__ == "__main__":
    if sys.argv[1] == "draw":
        draw(int(sys.argv[2]))
    else:
        answer(Path(sys.argv[2]), set(sys.argv[3].split(",")) if sys.argv[3] else set())
