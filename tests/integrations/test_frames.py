"""Data frames: a struct for each document, in its place, and no trouble from bad ones."""

from __future__ import annotations

import pyarrow as pa
import pytest
from made import page

from cleaner import clean
from cleaner.integrations.arrow import clean_table, result_schema


@pytest.fixture(autouse=True)
def _libraries(needs):
    needs("frames", "pandas", "polars", "duckdb")


@pytest.fixture
def clean_column():
    from cleaner.integrations.frames import clean_column

    return clean_column


DOCUMENTS = [page(1), None, "", page(2)]
TEXTS = [clean(page(1)).text, clean(page(2)).text]


def check(structs: list) -> None:
    first, none, empty, last = structs
    assert [first["text"], last["text"]] == TEXTS
    assert first["failure"] is None
    assert none is None
    assert empty["text"] is None
    assert empty["failure"]["error"] == "InputFormatError"


def test_arrow_in_arrow_out(clean_column):
    column = pa.array(DOCUMENTS)
    check(clean_column(column).to_pylist())
    chunked = clean_column(pa.chunked_array([column, column]), jobs=2)
    check(chunked.to_pylist()[4:])
    assert chunked.type == pa.struct(list(result_schema()))


def test_pandas_keeps_its_index(clean_column):
    import pandas as pd

    series = pd.Series([*DOCUMENTS, float("nan")], index=list("abcde"), name="html")
    found = clean_column(series, ids=pd.Series(range(10, 15)))
    assert list(found.index) == list("abcde")
    check([None if value is pd.NA else value for value in found][:4])
    assert found["a"]["id"] == "10"
    assert found["e"] is pd.NA


def test_polars_is_read_as_bytes_or_strings(clean_column):
    import polars as pl

    raw = [None if document is None else document.encode() for document in DOCUMENTS]
    for values in (DOCUMENTS, raw):
        found = clean_column(pl.Series("html", values), urls=pl.Series(["https://a.org/x"] * 4))
        check(found.to_list())
        assert found.to_list()[0]["metadata"]["url"] == "https://a.org/x"


def test_duckdb_has_it_as_a_function():
    import duckdb

    from cleaner.integrations.frames import register

    with duckdb.connect() as connection:
        register(connection, "tidy")
        connection.execute("CREATE TABLE pages (n INT, html VARCHAR)")
        connection.executemany("INSERT INTO pages VALUES (?, ?)", list(enumerate(DOCUMENTS)))
        query = "SELECT tidy(html, 'https://a.org/x') FROM pages ORDER BY n"
        check([row[0] for row in connection.sql(query).fetchall()])


def test_a_list_is_no_column(clean_column):
    with pytest.raises(TypeError, match="list"):
        clean_column(["<p>text</p>"])


def test_an_empty_table_is_cleaned():
    assert clean_table(pa.table({"html": pa.array([], pa.string())})).num_rows == 0


def test_a_column_that_is_missing_is_a_failure_for_each_row():
    found = clean_table(pa.table({"other": ["x", "y"]})).to_pylist()
    assert [row["failure"]["error"] for row in found] == ["InputFormatError"] * 2
