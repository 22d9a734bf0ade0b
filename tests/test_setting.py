"""Where and when: trees with their places and dates given, and the setting that a reader would give the event."""

from __future__ import annotations

import pytest
from short_trees import sentence
from trees import token_of

from dateline.coding.event_dates import MEMORY
from dateline.coding.events import Candidate
from dateline.coding.grammar import Grammar
from dateline.coding.place_features import Spot
from dateline.coding.setting import Setting, SettingFinder
from dateline.records.analysis import Argument, Name, Predicate
from dateline.records.report import DatePrecision, Place, Status, Time, TimexType

PUBLISHED = "2024-06-20"
MATERIAL, VERBAL = 4, 3


class Scene:
    """A document with places (by form, in order; "Kenya" and "Iraq" are countries) and times (form: value, dates)."""

    def __init__(
        self,
        words: str,
        places: tuple[str, ...] = (),
        times: dict[str, Time] | None = None,
        *,
        dateline: int | None = None,
        published: str | None = PUBLISHED,
        names: tuple[Name, ...] = (),
    ) -> None:
        self.analysis = sentence(words, names)
        self.grammar = Grammar(self.analysis)
        self.names = places
        self.finder = SettingFinder(
            self.grammar,
            [Spot(token_of(self.analysis, p), _place(n, p)) for n, p in enumerate(places)],
            [(token_of(self.analysis, form), self._placed(form, t)) for form, t in (times or {}).items()],
            published,
            dateline,
        )

    def _placed(self, form: str, time: Time) -> Time:
        token = self.analysis.tokens[token_of(self.analysis, form)]
        time.start, time.end = token.start, token.end
        return time

    def of(
        self, trigger: str, event: str = "ASSAULT", quad: int = MATERIAL, *, actors: tuple[str, ...] = (),
        recipients: tuple[str, ...] = (), status: Status = "occurred",
    ) -> Setting:  # fmt: skip
        at = token_of(self.analysis, trigger)
        candidate = Candidate(at, event, [], 0.9, [], [], status, [], [at], [([], status)])
        heads = [{token_of(self.analysis, form) for form in forms} for forms in (actors, recipients)]
        return self.finder.of(candidate, quad, heads[0], heads[1])

    def name(self, index: int | None) -> str | None:
        return None if index is None else self.names[index]


def _place(number: int, name: str) -> Place:
    country = name in ("Kenya", "Iraq", "Syria")
    code = name[:3].upper() if country else "YEM"
    return Place(
        number, name, number, 1.0, 2.0, code, None, None, None, "A" if country else "P", "PPL", 1 if country else 4, 0.9
    )


def day(value: str, type: TimexType = "DATE", precision: DatePrecision = "day", last: str | None = None) -> Time:
    resolved = value[:1].isdigit()
    return Time(0, 0, "", type, value, value if resolved else None, (last or value) if resolved else None, precision)


ATTACKED = "Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root guards/guard/NOUN/2/obj "

PLACES = [
    # (tree, places, trigger, its place)
    (ATTACKED + "in//ADP/5/case Taiz//PROPN/2/obl", ("Taiz",), "attacked", "Taiz"),
    (ATTACKED + "of//ADP/6/case the//DET/6/det port//NOUN/3/nmod in//ADP/8/case Aden//PROPN/6/nmod", ("Aden",),
     "attacked", "Aden"),
    ("Taiz//PROPN/3/nsubj:pass was/be/AUX/3/aux:pass shelled/shell/VERB/0/root", ("Taiz",), "shelled", "Taiz"),
    # the nearer of two
    (ATTACKED + "in//ADP/5/case Taiz//PROPN/2/obl after//SCONJ/8/mark they//PRON/8/nsubj left/leave/VERB/2/advcl "
     "Aden//PROPN/8/obj", ("Taiz", "Aden"), "attacked", "Taiz"),
    # another clause's
    (ATTACKED + "after//SCONJ/6/mark they//PRON/6/nsubj left/leave/VERB/2/advcl a//DET/8/det base//NOUN/6/obj "
     "in//ADP/10/case Aden//PROPN/8/nmod", ("Aden",), "attacked", None),
    # a country that acts or whose somebody is
    ("Kenya//PROPN/2/nsubj attacked/attack/VERB/0/root rebels/rebel/NOUN/2/obj", ("Kenya",), "attacked", None),
    ("Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root Iraq//PROPN/5/nmod:poss 's//PART/3/case army//NOUN/2/obj",
     ("Iraq",), "attacked", None),
    # where something is fired to or from is not where it hits
    (ATTACKED + "from//ADP/5/case Aden//PROPN/2/obl", ("Aden",), "attacked", None),
    # a country that goods are bound for is not where they are held up
    ("Strikers/striker/NOUN/2/nsubj blocked/block/VERB/0/root a//DET/4/det gate//NOUN/2/obj and//CCONJ/6/cc "
     "stopped/stop/VERB/2/conj fuel//NOUN/6/obj for//ADP/9/case Kenya//PROPN/7/nmod",
     ("Kenya",), "blocked", None),
    # "between" two parties
    ("Fighting/fighting/NOUN/0/root between//ADP/3/case Kenya//PROPN/1/nmod and//CCONJ/5/cc rebels/rebel/NOUN/3/conj",
     ("Kenya",), "Fighting", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "places", "trigger", "expected"), PLACES)
def test_place(words: str, places: tuple[str, ...], trigger: str, expected: str | None) -> None:
    scene = Scene(words, places)
    assert scene.name(scene.of(trigger, actors=("Rebels",) if "Rebels" in words else ()).place) == expected


def test_a_place_in_the_name_of_the_actor_is_not_where_it_acts() -> None:
    words = (
        "The//DET/2/det Accord//PROPN/5/nsubj of//ADP/4/case Aden//PROPN/2/nmod attacked/attack/VERB/0/root "
        "guards/guard/NOUN/5/obj"
    )
    named = Name(0, 4, "organisation", True, 1.0)
    assert Scene(words, ("Aden",), names=(named,)).of("attacked", actors=("Accord",)).place is None


def test_a_place_in_the_name_of_another_body_is_farther_than_a_plain_one() -> None:
    words = (
        "Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root the//DET/5/det Taiz//PROPN/5/compound Bank//PROPN/2/obj "
        "beside//ADP/8/case a//DET/8/det road//NOUN/2/obl in//ADP/10/case Aden//PROPN/8/nmod"
    )
    assert Scene(words, ("Taiz", "Aden")).of("attacked", actors=("Rebels",)).place == 1


def test_the_place_of_another_act_is_not_taken() -> None:
    words = (
        "Police/police/NOUN/2/nsubj arrested/arrest/VERB/0/root two//NUM/2/obj over//ADP/6/case the//DET/6/det "
        "bombing//NOUN/2/obl of//ADP/9/case a//DET/9/det market//NOUN/6/nmod in//ADP/11/case Taiz//PROPN/9/nmod"
    )
    scene = Scene(words, ("Taiz",))
    assert scene.of("arrested", "COERCE", actors=("Police",)).place == 0
    scene.grammar.predicates[5] = Predicate(5, [Argument("ARG1", 6, 11)], 1.0)
    assert scene.of("bombing").place == 0
    again = Scene(words, ("Taiz",))
    again.grammar.predicates[5] = Predicate(5, [Argument("ARG1", 6, 11)], 1.0)
    assert again.of("arrested", "COERCE", actors=("Police",)).place is None


def test_militias_in_a_place_act_there() -> None:
    words = (
        "Militias/militia/NOUN/4/nsubj in//ADP/3/case Aden//PROPN/1/nmod attacked/attack/VERB/0/root "
        "guards/guard/NOUN/4/obj"
    )
    assert Scene(words, ("Aden",)).of("attacked", actors=("Militias",)).place == 0


MOVED = [
    ("They//PRON/2/nsubj fled/flee/VERB/0/root from//ADP/4/case Taiz//PROPN/2/obl to//ADP/6/case Aden//PROPN/2/obl",
     "fled", "Taiz", "Aden"),
    ("They//PRON/2/nsubj fled/flee/VERB/0/root from//ADP/4/case Taiz//PROPN/2/obl to//ADP/6/case Aden//PROPN/4/nmod",
     "fled", "Taiz", "Aden"),
    ("They//PRON/2/nsubj fled/flee/VERB/0/root Taiz//PROPN/2/obj", "fled", "Taiz", None),
    ("They//PRON/2/nsubj arrived/arrive/VERB/0/root in//ADP/4/case Aden//PROPN/2/obl", "arrived", None, "Aden"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "trigger", "origin", "goal"), MOVED)
def test_movements(words: str, trigger: str, origin: str | None, goal: str | None) -> None:
    scene = Scene(words, tuple(p for p in (origin, goal) if p))
    setting = scene.of(trigger, "MOVE", 0)
    assert (scene.name(setting.from_), scene.name(setting.to)) == (origin, goal)
    assert scene.name(setting.place) in (None, goal or origin)


def test_talk_takes_place_where_it_is_said_to_only() -> None:
    words = (
        "They//PRON/2/nsubj condemned/condemn/VERB/0/root the//DET/4/det attack//NOUN/2/obj in//ADP/6/case "
        "Taiz//PROPN/4/nmod"
    )
    assert Scene(words, ("Taiz",)).of("condemned", "ACCUSE", VERBAL).place is None
    words = "They//PRON/2/nsubj met/meet/VERB/0/root in//ADP/4/case Taiz//PROPN/2/obl"
    assert Scene(words, ("Taiz",)).of("met", "CONSULT", 1).place == 0


def test_a_place_is_inherited_over_two_sentences_and_no_further() -> None:
    later = "|They//PRON/2/nsubj {0}//VERB/0/root"
    words = ATTACKED + "in//ADP/5/case Taiz//PROPN/2/obl" + "".join(later.format(v) for v in ("burn", "shoot", "loot"))
    scene = Scene(words, ("Taiz",))
    assert [scene.of(v).place for v in ("attacked", "burn", "shoot", "loot")] == [0, 0, 0, None]


def test_the_place_of_a_dateline_is_the_last_resort() -> None:
    opening = "SANAA/sanaa/PROPN/3/dep -/-/PUNCT/3/punct "
    stay = opening + "Rebels/rebel/VERB/0/root guards/guard/NOUN/3/obj"
    assert Scene(stay, ("SANAA",), dateline=0).of("Rebels").place == 0
    away = opening + "Attacks/attack/VERB/0/root in//ADP/5/case Taiz//PROPN/3/obl"
    assert Scene(away, ("SANAA", "Taiz"), dateline=0).of("Attacks").place == 1


def test_a_headline_takes_the_place_of_the_first_sentence() -> None:
    below = (
        "|Rebels/rebel/NOUN/2/nsubj shot/shoot/VERB/0/root guards/guard/NOUN/2/obj in//ADP/5/case "
        "Taiz//PROPN/2/obl .//PUNCT/2/punct"
    )
    assert Scene(ATTACKED + below, ("Taiz",)).of("attacked").place == 0
    assert Scene(ATTACKED + ".//PUNCT/2/punct" + below, ("Taiz",)).of("attacked").place is None


# dates

MONDAY = {"Monday": day("2024-06-17")}
DATES = [
    (ATTACKED + "on//ADP/5/case Monday//PROPN/2/obl", "attacked", "text"),
    # shared by what is done along with it
    (ATTACKED + "on//ADP/5/case Monday//PROPN/2/obl killing/kill/VERB/2/advcl two//NUM/6/obj", "killing", "text"),
    (ATTACKED + "and//CCONJ/5/cc burned/burn/VERB/2/conj cars/car/NOUN/5/obj on//ADP/8/case Monday//PROPN/5/obl",
     "attacked", "text"),
    # the day of another clause
    ("They//PRON/2/nsubj released/release/VERB/0/root men/man/NOUN/2/obj who/who/PRON/6/nsubj:pass "
     "were/be/AUX/6/aux:pass "
     "held/hold/VERB/3/acl:relcl on//ADP/8/case Monday//PROPN/6/obl", "released", "none"),
    ("They//PRON/2/nsubj talk//VERB/0/root and//CCONJ/5/cc others/other/NOUN/5/nsubj left/leave/VERB/2/conj "
     "on//ADP/7/case "
     "Monday//PROPN/5/obl", "talk", "none"),
    # the day of the announcement is only the nearest that is known
    ("Rebels/rebel/NOUN/2/nsubj fled/flee/VERB/4/ccomp police/police/NOUN/4/nsubj said/say/VERB/0/root on//ADP/6/case "
     "Monday//PROPN/4/obl", "fled", "document"),
    # an attack that took place
    ("The//DET/2/det attack//NOUN/0/root which/which/PRON/4/nsubj happened/happen/VERB/2/acl:relcl on//ADP/6/case "
     "Monday//PROPN/4/obl", "attack", "text"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "trigger", "basis"), DATES)
def test_date(words: str, trigger: str, basis: str) -> None:
    setting = Scene(words, times=dict(MONDAY), published=None).of(trigger)
    assert setting.basis == basis
    assert setting.date == (None if basis == "none" else "2024-06-17")


def test_without_a_date_of_its_own_the_day_of_publication() -> None:
    setting = Scene(ATTACKED).of("attacked")
    assert (setting.date, setting.enddate, setting.precision, setting.basis) == (
        PUBLISHED,
        PUBLISHED,
        "day",
        "document",
    )
    assert Scene(ATTACKED, published=None).of("attacked").basis == "none"


def test_a_span_of_days_keeps_both_ends() -> None:
    times = {"week": day("2024-06-10", precision="week", last="2024-06-16")}
    setting = Scene(ATTACKED + "last//ADJ/5/amod week//NOUN/2/obl:unmarked", times=times).of("attacked")
    assert (setting.date, setting.enddate, setting.precision) == ("2024-06-10", "2024-06-16", "week")


@pytest.mark.parametrize("own", [day("XXXX-SP", "SET"), day("PAST_REF"), day("XXXX-06")])
def test_a_time_that_cannot_be_put_into_figures_is_not_replaced(own: Time) -> None:
    scene = Scene(ATTACKED + "recently//ADV/2/advmod", times={"recently": own})
    assert scene.of("attacked").date is None


def test_now_and_for_hours_say_no_other_day() -> None:
    for own in (day("PRESENT_REF"), day("PT3H", "DURATION")):
        scene = Scene(ATTACKED + "recently//ADV/2/advmod", times={"recently": own})
        assert scene.of("attacked").date == PUBLISHED


@pytest.mark.parametrize("status", ["planned", "hypothetical", "habitual"])
def test_what_has_not_happened_has_no_day_of_publication(status: Status) -> None:
    assert Scene(ATTACKED).of("attacked", status=status).date is None


def test_what_had_happened_before_has_no_day_of_publication() -> None:
    words = "Rebels/rebel/NOUN/3/nsubj had/have/AUX/3/aux fled/flee/VERB/0/root"
    assert Scene(words).of("fled", "MOVE").date is None


def test_a_date_is_inherited_through_a_report() -> None:
    later = "|They//PRON/2/nsubj {0}//VERB/0/root"
    verbs = [f"burn{n}" for n in range(MEMORY + 1)]
    words = ATTACKED + "on//ADP/5/case Monday//PROPN/2/obl" + "".join(later.format(v) for v in verbs)
    scene = Scene(words, times=dict(MONDAY))
    settings = [scene.of(v) for v in ("attacked", *verbs)]
    assert [s.date for s in settings] == ["2024-06-17"] * (MEMORY + 1) + [PUBLISHED]
    assert [s.basis for s in settings] == ["text"] + ["document"] * (MEMORY + 1)


def test_the_date_of_the_background_is_not_carried_on() -> None:
    later = "|They//PRON/2/nsubj burn//VERB/0/root"
    words = ATTACKED + "in//ADP/5/case 2003//NUM/2/obl" + later
    scene = Scene(words, times={"2003": day("2003-01-01", precision="year", last="2003-12-31")})
    assert [scene.of(v).date for v in ("attacked", "burn")] == ["2003-01-01", PUBLISHED]


def test_a_month_is_no_place() -> None:
    words = ATTACKED + "in//ADP/5/case May//PROPN/2/obl"
    setting = Scene(words, ("May",), {"May": day("2024-05-01", precision="month", last="2024-05-31")}).of("attacked")
    assert (setting.place, setting.date) == (None, "2024-05-01")
