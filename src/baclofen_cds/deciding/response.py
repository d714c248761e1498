"""What the next step is, by response, tolerability and how long the dose was held."""

from __future__ import annotations

from enum import Enum

from baclofen_cds.vocabulary import Response, Tolerability

__all__ = ["Action", "action_of"]


class Action(Enum):
    """What the next step is."""

    RAISE = "raise"
    HOLD = "hold"
    STEP_BACK = "step back"
    OFFER_TAPER = "offer a taper"
    REVIEW = "review"
    REFER = "refer"


def action_of(  # noqa: PLR0911 - one line for each clause of the policy
    response: Response,
    tolerability: Tolerability,
    *,
    held: int | None,
    above_top: bool,
    at_top: bool,
    trial: int | None,
    hold: int | None,
) -> Action | str:
    """Decide what the next step is, or name the fact without which it cannot be decided.

    The first of these that holds: serious effects refer; limiting ones step back; a dose above
    the top is for review; no response at the top, held for the label's trial, ends in the
    offer of a taper; an adequate response or mild effects hold; then tolerability, response
    and the days held have to be told, in this order; at the top, a trial still to run holds
    and all else is for review; a dose not yet held for its days holds; otherwise a rise. A
    label that says nothing of days (``None``) has no trial and asks for no days.

    Examples
    --------
    >>> days = {"held": 3, "hold": 3, "trial": None}
    >>> place = {"above_top": False, "at_top": False}
    >>> action_of(Response.PARTIAL, Tolerability.GOOD, **days, **place).value
    'raise'
    """
    if tolerability is Tolerability.SERIOUS:
        return Action.REFER
    if tolerability is Tolerability.LIMITING:
        return Action.STEP_BACK
    if above_top:
        return Action.REVIEW
    on_trial = at_top and response is Response.NONE and trial is not None
    if on_trial and held is not None and held >= (trial or 0):
        return Action.OFFER_TAPER
    if response is Response.ADEQUATE or tolerability is Tolerability.MILD:
        return Action.HOLD
    if tolerability is Tolerability.UNKNOWN or response is Response.UNKNOWN:
        return "tolerability" if tolerability is Tolerability.UNKNOWN else "response"
    if held is None:
        return "held_for"
    if at_top:
        return Action.HOLD if on_trial else Action.REVIEW
    return Action.HOLD if hold is not None and held < hold else Action.RAISE
