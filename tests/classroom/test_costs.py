"""What a hostile submission costs: about as much as an honest one of its size."""

import json
import time

import pytest
from submissions import hand_in

from sanctionslab.classroom import MIME, exercises, grade

BUDGET = 3  # seconds of a processor; before, these took ten times as long and more
GAP = f"a{' ' * 9990}b"


def cell(source, *answers):
    outputs = [
        {"output_type": "execute_result", "data": {MIME: {"exercise": id_, "answer": answer}}}
        for id_, answer in answers
    ]
    return {"cell_type": "code", "source": source, "outputs": outputs, "execution_count": 1}


COSTLY = {
    "blanks in every answer": [cell("", (id_, GAP)) for id_ in exercises()],
    "tabs in every answer": [cell("", (id_, GAP.replace(" ", "\t"))) for id_ in exercises()],
    "checks that are not closed": [cell("check('02.1'," * 10_000)],
    "a cell of empty lines": [cell("answer = 'x'" + "\n" * 130_000 + 'sl.check("02.1", answer)')],
    "cells of empty lines": [cell("answer = 'x'" + "\n" * 3900 + 'sl.check("02.1", answer)')] * 30,
    "a cell of brackets": [cell("answer = " + "(" * 3900, ("02.1", "x"))] * 30,
}


@pytest.mark.parametrize("what", COSTLY)
def test_no_submission_costs_the_class_its_evening(tmp_path, what):
    text = json.dumps({"cells": COSTLY[what], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    hand_in(tmp_path / "Ada" / "02_the_verdict.ipynb", text)
    began = time.process_time()
    assert len(grade(tmp_path).rows) == 1
    assert time.process_time() - began < BUDGET
