"""CSV texts that are refused: at once, and with a sentence on what to do."""

from __future__ import annotations

import time

import pytest

from app.core.errors import BadInput
from app.core.tables.reading import Limits, read

ROW = "1,2\n"

HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "nothing in this file"),
    "no bytes": (b"", "nothing in this file"),
    "a mark alone": (b"\xef\xbb\xbf", "nothing in this file"),
    "spaces": (" \n\t\r\n ", "nothing in this file"),
    "delimiters alone": (",,\n,,\n", "Every cell is empty"),
    "a header alone": ("x,y\n", "no row below"),
    "one row": ("x,y\n1,2\n", "only one row"),
    "one row without a header": ("1,2\n", "only one row"),
    "no numbers": ("a,b\nc,d\ne,f\n", "No column holds numbers"),
    "thousands alone": ('a,b\n"1,234",x\n"2,345",y\n', "can be read in more than one way"),
    "one column": ("x\n1\n2\n", "second column"),
    "a short line": ("x,y\n1,2\n3\n4,5\n", "Line 3 has 1 cell where line 1 has 2;"),
    "long lines": ("x,y\n1,2\n3,4,5\n6,7,8\n", "Line 3 has 3 cells where line 1 has 2, and 1 more like it;"),
    "a short line after a long cell": ('x,y\n1,"a\nb"\n3\n', "Line 4 has 1 cell"),
    "Latin-1": ("größe,y\n1,2\n3,4\n".encode("latin-1"), "CSV UTF-8"),
    "half of UTF-16": ("x,y\n1,2\n3,4\n".encode("utf-16")[:-1], "CSV UTF-8"),
    "UTF-16 without its mark": ("x,y\n1,2\n3,4\n".encode("utf-16-le"), "null characters"),
    "UTF-32": ("x,y\n1,2\n3,4\n".encode("utf-32"), "null characters"),
    "null bytes": (b"x,y\n1,\0\n2,3\n", "null characters"),
    "control characters": ("x,y\n1,\x1b[31m\n2,3\n", "control characters"),
    "a spreadsheet": (b"PK\x03\x04" + b"\0" * 100, "save the sheet"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not text"),
    "half characters": ("x,y\n1,\ud800\n2,3\n", "half characters"),
    "a quote never closed": ('x,y\n1,2\n3,"4\n5,6\n', "In line 3 a quotation mark"),
    "a quote closed too soon": ('x,y\n1,2\n"3"4,5\n', "In line 3 a quotation mark"),
    "a quote around most of it": ('x,y\n1,2\n3,"' + "4,5\n" * 200_000, "Line 3 has a cell longer"),
    "51 columns": (",".join("x" * 51) + "\n" + ",".join("1" * 51), "51 columns where 50 fit"),
    "a million columns": ("," * 999_999, "1,000,000 columns"),
    "a million columns and a row": ("a" + "," * 999_000 + "\n1\n", "columns where 50 fit"),
    "10,001 rows": ("x,y\n" + ROW * 10_001, "more than 10,000 rows"),
    "250,000 rows": (ROW * 249_999, "more than 10,000 rows"),
    "50 MB": (b"1,2\n" * 12_500_000, "50.0 MB where 1 MB fit"),
    "50 MB of text": (ROW * 12_500_000, "50.0 MB where 1 MB fit"),
    "a text of a million wide characters": ("é" * 600_000, "1.2 MB"),
    "a long number that is none": ("x,y\n" + ("9" * 100_000 + "x,1\n") * 9, "second column, to be foretold"),
    "a very long number": ("x,y\n" + "9" * 400_000 + "x,1\n", "longer than any"),
    "one cell of a megabyte": ("x,y\n1," + "a" * 900_000 + "\n", "longer than any"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_table_is_refused_at_once_with_what_to_do(name: str) -> None:
    data, word = HOSTILE[name]
    began = time.perf_counter()
    with pytest.raises(BadInput, match=word) as refused:
        read(data)
    assert time.perf_counter() - began < 2
    assert refused.value.field == "data"
    assert refused.value.message.endswith(".")
    assert len(refused.value.message) < 300


def test_the_largest_table_that_may_be_is_read_within_seconds() -> None:
    text = "x,y,word\n" + "".join([f"{n}.123456789,{n}e-3,word {n % 50}\n" for n in range(10_000)])
    began = time.perf_counter()
    assert read(text).rows == 10_000
    assert time.perf_counter() - began < 2


def test_the_limits_are_those_that_are_passed_in() -> None:
    text = "x,y\n" + ROW * 5
    assert read(text, Limits(rows=5, columns=2, bytes=24)).rows == 5
    for limits, word in (
        (Limits(rows=4), "4 rows"),
        (Limits(columns=1), "2 columns where 1 fit"),
        (Limits(bytes=23), "MB"),
    ):
        with pytest.raises(BadInput, match=word):
            read(text, limits)


def test_as_many_rows_and_columns_as_may_be_are_read() -> None:
    assert read("x,y\n" + ROW * 10_000).rows == 10_000
    wide = ",".join(f"c{n}" for n in range(50)) + "\n" + (",".join("1" * 50) + "\n") * 2
    assert len(read(wide).columns) == 50
