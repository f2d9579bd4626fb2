"""Fixtures of the tests of screening."""

import os
import warnings

import pandas as pd
import pytest
from screened_rows import ASSUME, COMTRADE

from sanctionslab.screening import screen


@pytest.fixture(scope="module")
def expected():
    return screen(pd.DataFrame(COMTRADE), assume=ASSUME)


@pytest.fixture(scope="module")
def spark():
    """A real local session. Where PySpark and Java are asked for, their absence is an error."""
    if not os.environ.get("SANCTIONSLAB_REQUIRE_SPARK"):
        pytest.importorskip(
            "pyspark",
            reason="PySpark is an extra: python -m pip install 'sanctionslab[spark]', "
            "with Java 17 or later",
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PySpark 4.3 warns of pandas 3
        from pyspark.sql import SparkSession

        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            # Small tables gain nothing from the compiler that takes longest.
            .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()
        )
        yield session
        session.stop()
