"""Findings read as a lawyer reads them: what has to be said, and what must not be."""

import re
from html import unescape
from itertools import chain

import pytest

import sanctionslab as sl
from sanctionslab import Case, classify
from sanctionslab.vocabulary import facts, regime

IN = {"direction": "to_dprk", "conduct": "transfer"}
OUT = {"direction": "from_dprk", "conduct": "transfer"}
DIESEL = {"item": "refined_petroleum", "within_cap": "yes", "notified": "yes"}
POWER = "2321:46, 2371:26, 2375:26, 2397:25"
AIRCRAFT, RAJIN, HYDRO = "Spare parts that keep", "port and rail project", "Hydropower projects"

# Kind: the case, what its finding says, and what it does not say.
READ = {
    "two legs": (
        sl.case("aurus-2024-02"),
        [
            "PROHIBITED. Two paragraphs bar it, each alone; nobody reported an approval; nobody",
            "the rule: States must stop the supply, sale or transfer to the DPRK",
            "KH-25, The Kremlin and its spokesman through RIA Novosti",
            f"{POWER}, by the Committee, in advance, case by case: shut, as nobody reported",
            "lifts 1718:8(a)(iii) Luxury goods to the DPRK; 1718:8(d) Asset freeze",
            "yes: HS code: 8703 [KH-03, KH-10]; it asks for a code under 72-76, 78-89\n",
            "yes: direction: into the DPRK [KH-03, T-34]\n",
        ],
        [AIRCRAFT, "asked for", "2664:1", "lifts whatever", "lifts ,"],
    ),
    "diesel inside the cap for the army": (
        Case(on="2024-05-01", livelihood="no", **DIESEL, **IN),
        [
            "2397:5, by the paragraph itself, under the cap and with notice: shut (for livelihood",
            "only up to 500,000 barrels a calendar year",
            "Inside the cap: yes; as 2397:5 asks, which is shut all the same",
            "shut, as nobody says that it is fuel taken on abroad",
        ],
        ["lifts whatever", "lifts ,"],
    ),
    "diesel with a refusal": (
        Case(on="2024-05-01", livelihood="no", committee_approval="no", **DIESEL, **IN),
        ["shut (committee approved: no)", "shut by: committee approved: no\n"],
        ["nobody reported an approval"],
    ),
    "diesel of which all is known": (
        Case(on="2024-05-01", livelihood="yes", **DIESEL, **IN),
        [
            "NOT PROHIBITED. One paragraph would bar it, but 2397:5 lifts that",
            "2397:5, open: Inside",
        ],
        [],
    ),
    "jackets a day late": (
        Case(on="2017-12-11", item="textiles", contract_date="2017-08-01", notified="yes", **OUT),
        [
            "for 90 days, with notice: closed after 10 December 2017",
            "date: 11 December 2017; it asks for a day on or before 10 December 2017",
            "2397:25 in force from 22 December 2017",
        ],
        ["2397:25, by the Committee"],
    ),
    "jackets in time": (
        Case(on="2017-12-10", item="textiles", contract_date="2017-08-01", notified="yes", **OUT),
        ["NOT PROHIBITED", "2375:16, open: Textiles under a written contract"],
        [],
    ),
    "iron ore in time, of which the Committee was not told": (
        Case(on="2017-08-20", item="iron_ore", contract_date="2017-07-01", notified="no", **OUT),
        ["for 30 days, with notice: shut (notice given: no)", "shut by: notice given: no"],
        [],
    ),
    "a refusal that is stated": (
        Case(
            on="2024-05-01",
            item="passenger_car",
            committee_approval="no",
            diplomatic_mission_use="no",
            **IN,
        ),
        [f"{POWER}, by the Committee, in advance, case by case: shut (committee approved: no)"],
        ["nobody reported an approval", "Assumed"],
    ),
    "a refusal that is presumed": (
        Case(on="2024-05-01", item="passenger_car", **IN),
        [f"{POWER}, by the Committee", "shut, as nobody reported an approval"],
        [],
    ),
    "an approval": (
        Case(on="2024-05-01", item="passenger_car", committee_approval="yes", **IN),
        [
            "NOT PROHIBITED. One paragraph would bar it, but " + POWER + " lift that",
            f"{POWER}, open",
            "opened by: committee approved: yes",
        ],
        [],
    ),
    "refrigerators, which way is unknown": (
        Case(on="2018-06-01", conduct="transfer", hs="8418"),
        [
            "Two paragraphs bar it between them, whatever the answer on Direction",
            "went into the DPRK or out of the DPRK; “neither” is left out",
            "closed after 21 January 2018",
        ],
        [AIRCRAFT, "asked for into the DPRK", "part for a listed aircraft"],
    ),
    "machines of an aid organisation": (
        Case(on="2024-05-01", item="machinery", humanitarian_actor="yes", livelihood="yes", **IN),
        [
            "Lifts other measures, and nothing here\n  2664:1 Humanitarian carve-out",
            "lifts 1718:8(d) Asset freeze",
            "and nothing else",
        ],
        [AIRCRAFT],
    ),
    "funds of an aid organisation": (
        Case(
            on="2024-01-10",
            direction="to_dprk",
            conduct="finance",
            finance_kind="asset_release",
            designated_party="yes",
            humanitarian_actor="yes",
        ),
        ["2664:1, open: Funds, assets", "opened by: humanitarian actor (2664): yes"],
        [],
    ),
    "a car for an embassy": (
        Case(on="2024-05-01", item="luxury_automobile", diplomatic_mission_use="yes", **IN),
        [
            "UNDETERMINED. It hinges on one question “Does it impede a foreign mission",
            "2397:22",
            "Would prohibit, but is lifted\n  2094:23",
            "1874:21, open",
        ],
        [],
    ),
    "a clinic run together": (
        Case(on="2018-06-01", direction="none", conduct="joint_venture", new="yes"),
        ["in particular non-commercial public utility", "closed after 9 January 2018"],
        [RAJIN, HYDRO, "only passes through Rajin"],
    ),
    "a power station that was there before": (
        Case(
            on="2019-05-01",
            direction="none",
            conduct="joint_venture",
            existing_hydropower_project="yes",
        ),
        ["NOT PROHIBITED", HYDRO, "2375:18, open"],
        [RAJIN],
    ),
    "coal": (
        Case(on="2024-05-01", item="coal", **OUT),
        ["shut by: only passing through Rajin: no (presumed)", "comes from outside the DPRK"],
        [],
    ),
    "a wagon for coal through Rajin": (
        Case(on="2018-01-20", item="railway_wagon", rajin_transit="yes", **IN),
        [
            "2397:16, could still open: Rolling stock and track",
            "this reading is doubtful",
            "no, the coal alone: prohibited",
        ],
        [],
    ),
    "workers who had to go home": (
        Case(on="2020-02-01", direction="from_dprk", conduct="work", earning_income="yes"),
        [
            "in force since 23 December 2019",
            "shut, as no law is reported that bars a return",
            "Might also prohibit\n  2375:17",
        ],
        [],
    ),
    "a permit for a refugee": (
        Case(on="2018-02-01", direction="from_dprk", conduct="work", new="yes", refugee="yes"),
        [
            "yes, a permit is a permit: prohibited",
            "on a narrow reading",
            "this reading is doubtful",
        ],
        [],
    ),
    "fighters repaired in 2013": (
        Case(on="2013-07-10", direction="from_dprk", conduct="repair", arms="heavy"),
        [
            "no way out that was in force leads out of all of this",
            "2321:46 in force from 30 November 2016",
        ],
        [],
    ),
    "oil at sea before the ban": (
        Case(
            on="2015-08-11", direction="to_dprk", conduct="ship_to_ship", item="refined_petroleum"
        ),
        [
            "No paragraph bars it yet; 2375:11 would from 11 September 2017",
            "2375:11 No ship-to-ship transfers\n    prohibits the same from 11 September 2017",
            "This is no legal advice",
        ],
        [],
    ),
    "a car before any law": (
        Case(on="2005-05-01", item="luxury_automobile", **IN),
        [
            "2094:23 would from 7 March 2013",
            "2397:7 is not yet in force",
            "might prohibit the same from 14 October 2006",
        ],
        [],
    ),
    "a car that is shown": (
        sl.case("aurus-shown-2023-09"),
        [
            "No paragraph bars it; two come close but miss it by direction and what was done.",
            "no: direction: neither [KH-26, T-24]; it asks for “into the DPRK”",
            "Direction: neither; not by itself: see what came close\n  Thing: luxury car (for",
        ],
        ["asked for"],
    ),
    "taekwondo lessons": (
        Case(on="2018-03-01", direction="from_dprk", conduct="teaching", field="other"),
        ["yes: prohibited", "no: not prohibited", "by S/RES/2270 (2016)"],
        ["Thing", "On a control list"],
    ),
    "doctors who meet": (
        Case(on="2018-03-01", direction="none", conduct="science", field="medical"),
        ["One paragraph would bar it, but 2321:11 lifts that", "2321:11, open: Medical exchanges."],
        [],
    ),
    "a tea set": (
        sl.case("tea-set-2024-06"),
        [
            "ask the first one first\n  What was one of them worth, in US dollars?",
            "above 100: prohibited",
            "up to 100: it still hinges on On the supplier's luxury list",
        ],
        [],
    ),
    "horses": (
        sl.case("horses-2022-11"),
        [
            "“Is it on the supplying State's own list of luxury goods?” (yes bars it, no frees it)",
            "needs to know: On the supplier's luxury list",
        ],
        ["It hinges on: ask"],
    ),
    "a month in which the law changed": (
        Case(on="2017-12", item="passenger_car", national_luxury="no", **IN),
        ["prohibited on 10 of 31 days: from 22 December 2017"],
        [],
    ),
    "seafood in its window": (
        Case(on="2017-08-20", item="seafood", contract_date="2017-07-01", notified="yes", **OUT),
        ["2371:9, open: Seafood under a written contract", "opened by: notice given: yes"],
        [],
    ),
    "a code that is too short": (
        Case(on="2018-06-01", hs="27", **OUT),
        ["coal: prohibited", "anything else: not prohibited", "Had ended\n  2321:26"],
        [],
    ),
    "something that has no word": (
        Case(on="2023-11-21", direction="none", conduct="other"),
        [
            "or one that the data does not record, speaks to it this vocabulary cannot say",
            "yes: prohibited",
            "no: not prohibited",
        ],
        [],
    ),
    "a day after the data": (
        Case(on="2099-01-01", item="dog", **OUT),
        ["No paragraph that was in force is about it", "The data ends on"],
        [],
    ),
}


@pytest.mark.parametrize("kind", READ)
def test_it_says_what_a_lawyer_looks_for(kind):
    case, says, leaves_out = READ[kind]
    text = classify(case).explain()
    assert [part for part in says if part not in text] == []
    assert [part for part in leaves_out if part in text] == []


def test_as_many_kinds_as_were_read():
    assert len(READ) == 33


def lines_under(lines):
    for text, under in lines:
        yield text
        yield from lines_under(under)


@pytest.mark.parametrize("kind", READ)
def test_every_view_is_made_of_the_outline(kind):
    finding = classify(READ[kind][0])
    html = finding._repr_html_().partition("</style>")[2]
    words = unescape(re.sub(r"<[^>]+>", "", html))
    text = finding.explain()
    parts = finding.outline()
    for line in chain.from_iterable(lines_under(part.lines) for part in parts):
        assert line in text and line in words
    assert all(heading in text for heading, _ in parts)
    assert html.count("<details>") == len(parts) - 1 and "<script" not in html


@pytest.mark.parametrize("kind", READ)
def test_no_long_sentence_is_said_twice(kind):
    parts = classify(READ[kind][0]).outline()
    texts = [line for part in parts for line in lines_under(part.lines)]
    steps = ("yes: ", "no: ", "unknown: ")  # each paragraph puts its own tests
    told = [text for text in texts if not text.startswith(steps)]
    long = [re.sub(r"^.*?: ", "", text) for text in told if len(text) > 120]
    assert len(long) == len(set(long))


@pytest.mark.parametrize("kind", READ)
def test_words_say_of_what(kind):
    text = classify(READ[kind][0]).explain()
    assert not re.search(r"\bknown(?! from the text)\b(?<!un)", text.replace("unknown", ""))
    assert "asked for" not in text and "how sure" not in text


def test_the_first_screen_answers_why_and_what_would_have_made_it_lawful():
    first = classify(sl.case("aurus-2024-02")).outline()[0]
    told = "\n".join([first.heading, *lines_under(first.lines)])
    for part in ("PROHIBITED", "2094:23", "2397:7", "What would have made it lawful", POWER):
        assert part in told
    assert len(told.split()) < 110  # one screen


def ids_of_doors(lines):
    return [text.partition(", shut")[0] for text, _ in lines]


def test_a_way_out_is_told_under_its_ground_or_once_for_all_that_share_it():
    gift = {part.heading: part.lines for part in classify(sl.case("aurus-2024-02")).outline()}
    of_both = gift["Doors: the ways out of both"]
    assert ids_of_doors(of_both) == ["2321:46, 2371:26, 2375:26, 2397:25", "2397:22"]
    own = [dict(ground.under).get("doors:", []) for ground in gift["Grounds"]]
    assert [ids_of_doors(doors) for doors in own] == [["1874:21"], []]  # of luxury goods alone
    car = {
        part.heading: part.lines
        for part in classify(Case(on="2024-05-01", item="passenger_car", **IN)).outline()
    }
    [ground] = car["Grounds"]  # of one ground, all are its own
    assert ids_of_doors(dict(ground.under)["doors:"]) == ids_of_doors(of_both)
    assert not [heading for heading in car if heading.startswith("Doors")]


def test_documents_are_linked_from_the_page_and_named_in_the_text():
    finding = classify(sl.case("aurus-2024-02"))
    symbol = "S/RES/2397 (2017)"
    assert (
        f'<a style="white-space:nowrap" href="https://undocs.org/S/RES/2397(2017)">{symbol}</a>'
        in finding._repr_html_()
    )
    assert f"by {symbol};" in finding.explain() and "undocs" not in finding.explain()


def test_a_hard_case_stays_in_bounds():
    nothing_known = classify(Case(on="2018-06-01"))
    assert len(nothing_known.possible) > 22
    assert len(nothing_known.explain().split()) < 2500


def test_people_read_titles_of_facts_and_never_their_names():
    names = [name for name in sl.facts() if "_" in name]
    named = re.compile(rf"\b(?:{'|'.join(names)})\b")
    notes = [thing.note for r in sl.law().resolutions for thing in (r, *r.measures)]
    findings = [repr(classify(case)) for case in sl.cases().values()]
    for text in (*notes, *findings):
        assert not named.search(text), text
    assert any("“Reading of 1695 on its force”" in note for note in notes)


def test_an_approval_is_the_reason_where_the_ban_hangs_on_a_reading():
    train = Case(on="2018-11-30", conduct="crossing", item="train", direction="to_dprk")
    assert classify(train).hinges_on == {"reading_2397_crossing"}
    approved = classify(train.but(committee_approval="yes"))
    assert approved.sentence.startswith("One paragraph might bar it, but 2321:46, 2371:26")
    assert "2397:7 might prohibit, and is lifted by 2321:46" in approved.explain()


def test_of_many_questions_that_an_answer_leaves_the_first_are_named_and_the_others_counted():
    paid = classify(Case(on=sl.UNKNOWN, conduct="finance"))
    [days] = [hinge for hinge in paid.answers if hinge.fact == "on"]
    lines = [line.strip() for line in paid.explain().splitlines()]
    counted = 0
    for outcome in days.outcomes:
        start = f"{outcome.words}: it still hinges on"
        for line in (line for line in lines if line.startswith(start) and len(outcome.needs) > 5):
            assert line.endswith(f" and {len(outcome.needs) - 5} more") and line.count(";") == 4
            counted += 1
    assert counted


def parts_of(**facts):
    """The lines of what a finding on these facts says, by heading."""
    return {part.heading: part.lines for part in classify(Case(**facts)).outline()}


def answers_to(question, **facts):
    [hinging] = [lines for told, lines in parts_of(**facts).items() if "hinges on" in told[:12]]
    return [line.text for line in dict(hinging)[question]]


def test_of_many_paragraphs_and_questions_the_first_are_told_in_full():
    nothing = parts_of(on="2018-06-01")
    first_screen, hinging = (nothing[heading] for heading in list(nothing)[:2])
    _, *named, more = [text for text, _ in first_screen]
    assert len(named) == 4 and all("might prohibit" in text for text in named)
    possible = [one for one in classify(Case(on="2018-06-01")).possible if one.measure.when]
    assert more == f"and {len(possible) - 4} more, below"
    assert [bool(answers) for _, answers in hinging] == [True] * 6 + [False] * (len(hinging) - 6)
    six = parts_of(on="2018-06-01", conduct="repair")["Might prohibit"]
    assert len(six) == 6 and all(re.match(r"\d{4}:\d", line.text) for line in six)
    seven = parts_of(on="2013-06-01", conduct="transfer")["Might prohibit"]
    assert {line.text for line in seven} <= set(regime().subjects.values())
    assert sum(len(line.under) for line in seven) == 7


def test_of_many_answers_that_settle_nothing_the_first_are_told():
    thing, code = "What thing was it?", "Which HS code does it fall under?"
    four = answers_to(thing, on="2007-01-01", conduct="display")
    assert len(four) == 5 and "other answer" not in four[-1]
    five = answers_to(thing, on="2013-06-01", conduct="brokering")
    assert len(five) == 6 and five[-1] == "any other answer: it still hinges on other questions"
    assert all("still hinges on" in line for line in five[-5:])
    assert answers_to(thing, on="2018-06-01", conduct="bunkering") == [
        "no answer settles it by itself"
    ]
    assert len(answers_to(code, on="2018-06-01", conduct="bunkering")) == 4


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("fishery-quotas-2013", "is about it; two facts are presumed."),
        ("chong-chon-gang-2013", "bars it; one fact is presumed."),
        ("shells-2023-09", "nobody names a foreign mission; one more fact is presumed."),
        ("builders-2024", "nobody names a foreign mission; three more facts are presumed."),
    ],
)
def test_two_silences_are_told_and_further_presumptions_counted(key, said):
    assert classify(sl.case(key)).sentence.endswith(said)


def test_a_sentence_counts_the_questions_and_asks_the_first():
    for key, count in {
        "tea-set-2024-06": "two questions, first of all",
        "horses-2022-11": "one",
    }.items():
        assert classify(sl.case(key)).sentence.startswith(f"It hinges on {count} ")


def test_what_had_ended_prohibited_or_might_have():
    coal = classify(Case(on="2018-06-01", hs="27", **OUT)).explain()
    assert "2321:26" in coal and "might have prohibited the same up to 4 August 2017" in coal
    launch = Case(on="2006-11-01", conduct="missile_programme", reading_1695_force="binds")
    ended = classify(launch, sl.law().only(1695)).explain()
    assert "prohibited the same up to 13 October 2006" in ended and "might have" not in ended


def test_answers_that_bar_rest_on_what_shuts_their_doors():
    funds = parts_of(**sl.case("frozen-funds-2024-02").given)
    told = dict(funds["Assumed, because nobody has said otherwise"])
    others = told["Answers that bar rest on these too:"]
    assert [text for text, _ in others] == ["Basic expenses: no", "Older lien or judgment: no"]
    assert "Answers that bar" not in classify(sl.case("aurus-2024-02")).explain()


def test_a_summary_names_the_grounds_or_what_might_be_some():
    gift, horses = (repr(classify(sl.case(key))) for key in ("aurus-2024-02", "horses-2022-11"))
    assert "\n  ground: 2397:7 Machinery, vehicles and metals to the DPRK\n" in gift
    assert "\n  might prohibit: 1718:8(a)(iii) Luxury goods to the DPRK\n" in horses
    assert "might prohibit" not in gift and "ground:" not in horses


def test_a_summary_counts_what_the_vocabulary_cannot_say():
    act = Case(on="2023-11-21", direction="none", conduct="other")
    of_three = "one of 3 paragraphs without tests speaks to it, 1718:12 to 2397:28"
    assert f"  cannot be said: whether {of_three}" in repr(classify(act)).splitlines()
    said = repr(classify(act.but(unsaid="yes"))).splitlines()
    assert f"  the case says that {of_three}" in said


def test_of_one_paragraph_without_tests_is_told_as_of_one():
    act = Case(on="2008-11-21", direction="none", conduct="other")  # 1718:12 was the only one
    assert (
        "  cannot be said: whether one paragraph without tests speaks to it, 1718:12"
        in repr(classify(act)).splitlines()
    )
    said = classify(act.but(unsaid="yes"))
    assert said.sentence.startswith("One paragraph without tests bars it, as the case says")
    assert "  the case says that one paragraph without tests speaks to it, 1718:12" in repr(said)


def test_the_doors_of_the_one_paragraph_without_tests_are_told():
    act = Case(on="2023-11-21", direction="none", conduct="other", unsaid="yes")
    finding = classify(act, sl.law().without(1874, 2397))
    assert [ground.id for ground in finding.grounds] == ["1718:12"]
    told = {part.heading: part.lines for part in finding.outline()}
    assert ids_of_doors(told["Doors: the ways out"]) == ["2321:46, 2371:26, 2375:26"]


def test_one_value_that_is_asked_for_is_quoted_and_several_are_listed():
    text = classify(sl.case("aurus-shown-2023-09")).explain()
    assert "it asks for “into the DPRK”" in text
    assert "it asks for one of: goods were passed on" in text


def test_a_question_of_days_is_answered_by_how_many_of_them():
    car = {"item": "passenger_car", "national_luxury": "no", **IN}
    when, reading = facts()["on"].question, facts()["reading_2094_cars"].question
    assert answers_to(when, on="2017-12", **car) == [
        "prohibited on 10 of 31 days: from 22 December 2017",
        "undetermined on 21 of 31 days: up to 21 December 2017",
    ]
    assert answers_to(reading, on="2017-12", **car)[-1] == (
        "luxury cars only: it still hinges on Date"
    )
    assert answers_to(when, on="2017-12-21/", **car) == [
        "prohibited: from 22 December 2017",
        "undetermined: on 21 December 2017",
    ]


def test_up_to_five_further_questions_are_named():
    listed = facts()["control_listed"].question
    [_, five] = answers_to(listed, on="2010-06-01", conduct="transfer")
    assert five.startswith("no: it still") and five.count(";") == 4 and "more" not in five
    [_, six] = answers_to(listed, on="2013-06-01", conduct="transfer")
    assert six.endswith(" and 1 more") and six.count(";") == 4


def test_the_last_day_of_what_barred_it_is_said_first():
    act = Case(on="2006-11-01", conduct="missile_programme", reading_1695_force="binds")
    said = classify(act, sl.law().only(1695)).explain().splitlines()[0]
    assert said.endswith("No paragraph bars it any more; 1695:2 did up to 13 October 2006.")
