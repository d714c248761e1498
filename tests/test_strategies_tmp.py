from hypothesis import given, settings, strategies as st
import strategies as s, baclofen_cds as bc
@settings(max_examples=400)
@given(s.patients(), s.takings(), s.profiles(), s.settings_of_care())
def test_a(p, t, pr, se):
    hash(p)
    bc.text(bc.assess(p, t, profile=pr, setting=se), sources=True)
@given(s.doses(), s.weights(), s.heights(), s.ages(), s.creatinines())
def test_b(*a): pass
