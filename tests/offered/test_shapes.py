"""Files as people have them: what is read of each, which of its lines are refused, or why it is refused as a whole."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

import pytest

from kh_testlist.errors import Failure, KhTestlistError, Refused
from kh_testlist.offered import read

HEADER: Final = "url,category_code,category_description,date_added,source,notes\n"
A: Final = "https://a.example/"
B: Final = "https://b.example/"
ROW_A: Final = (A, "NEWS", "News Media", "2024-01-31", "CCHR", "")
ROW_B: Final = (B, "HUMR", "Human Rights Issues", "2024-02-29", "anon", "x, y")
CSV: Final = (
    "https://a.example/,NEWS,News Media,2024-01-31,CCHR,\n"
    'https://b.example/,HUMR,Human Rights Issues,2024-02-29,anon,"x, y"\n'
)  # fmt: skip
SEMICOLONS: Final = (
    "https://a.example/;NEWS;News Media;2024-01-31;CCHR;\n"
    "https://b.example/;HUMR;Human Rights Issues;2024-02-29;anon;x, y\n"
)
TABS: Final = SEMICOLONS.replace(";", "\t")


class Shape(NamedTuple):
    """A file, and what is to be read of it."""

    name: str
    data: bytes | str
    rows: tuple[tuple[str, ...], ...] = ()
    """The cells of the rows; those at the end that are empty may be left out."""
    said: str = ""
    """A part of what was understood."""
    refused: tuple[int, ...] = ()
    """The lines that are no rows."""


FULL: Final = (ROW_A, ROW_B)
URLS: Final = ((A,), (B,))

READ: Final = (
    Shape("upstream", HEADER + CSV, FULL, "2 rows, separated by commas, with a header"),
    Shape("upstream without header", CSV, FULL, "separated by commas, no header; the columns are in upstream's"),
    Shape("semicolons", HEADER.replace(",", ";") + SEMICOLONS, FULL, "2 rows, separated by semicolons, with a header"),
    Shape("semicolons without header", SEMICOLONS, FULL, "2 rows, separated by semicolons, no header"),
    Shape("tabs", HEADER.replace(",", "\t") + TABS, FULL, "separated by tabs, with a header"),
    Shape("tabs without header", TABS, FULL, "separated by tabs, no header"),
    Shape("bars", "url|notes\nhttps://a.example/|x, y; z\n", ((A, "", "", "", "", "x, y; z"),), "separated by bars"),
    Shape("sep= and header", "sep=;\n" + HEADER.replace(",", ";") + SEMICOLONS, FULL, "semicolons, with a header"),
    Shape("sep= without header", "sep=;\r\n" + SEMICOLONS.replace("\n", "\r\n"), FULL, "semicolons, no header"),
    Shape("SEP= in quotes", '"SEP=,"\n' + HEADER + CSV, FULL, "separated by commas"),
    Shape("sep= of a tab", "sep=\t\n" + TABS, FULL, "separated by tabs"),
    Shape("sep= and URLs alone", f"sep=;\n{A}\n{B}\n", URLS, "2 rows, one URL per line, no header"),
    Shape("byte order mark", "\ufeff" + HEADER + CSV, FULL, "with a header"),
    Shape("byte order mark and sep=", "\ufeffsep=,\n" + HEADER + CSV, FULL, "with a header"),
    Shape("byte order mark without header", "\ufeff" + CSV, FULL, "no header"),
    Shape("UTF-16 LE", codecs.BOM_UTF16_LE + (HEADER + CSV).encode("utf-16-le"), FULL, "with a header, in UTF-16"),
    Shape("UTF-16 BE", codecs.BOM_UTF16_BE + (HEADER + CSV).encode("utf-16-be"), FULL, "in UTF-16"),
    Shape("Excel's Unicode text", codecs.BOM_UTF16_LE + TABS.replace("\n", "\r\n").encode("utf-16-le"), FULL, "UTF-16"),
    Shape("UTF-16 without its mark", (HEADER + CSV).encode("utf-16-le"), FULL, "in UTF-16"),
    Shape("UTF-32", codecs.BOM_UTF32_LE + (HEADER + CSV).encode("utf-32-le"), FULL, "in UTF-32"),
    Shape("UTF-16 of URLs", codecs.BOM_UTF16_LE + f"{A}\r\n{B}".encode("utf-16-le"), URLS, "one URL per line"),
    Shape("CRLF", (HEADER + CSV).replace("\n", "\r\n"), FULL),
    Shape("CR", (HEADER + CSV).replace("\n", "\r"), FULL),
    Shape("CR of URLs", f"{A}\r{B}\r", URLS, "2 rows, one URL per line"),
    Shape("no last line end", (HEADER + CSV).rstrip("\n"), FULL),
    Shape("another order", f"notes,category_code,url\nx,NEWS,{A}\n", ((A, "NEWS", "", "", "", "x"),), "with a header"),
    Shape("some columns", f"url;category_code\n{A};NEWS\n{B};HUMR\n", ((A, "NEWS"), (B, "HUMR"))),
    Shape("unknown columns", f"rank,url,title\n1,{A},Café\n2,{B},\n", URLS, "not used: rank and title"),
    Shape("large letters and spaces", f" URL , Category Code ,Date-Added\n{A},NEWS,2024-01-31\n",
          ((A, "NEWS", "", "2024-01-31"),), "with a header"),
    Shape("header in quotes", f'"url";"notes"\n"{A}";"a;b"\n', ((A, "", "", "", "", "a;b"),), "semicolons"),
    Shape("invisible in the header", f"\u200burl\u00a0,notes\n{A},x\n", ((A, "", "", "", "", "x"),)),
    Shape("one column", f"url\n{A}\n{B}\n", URLS, "2 rows, one URL per line, with a header"),
    Shape("# is the name of a column", f"#,url\n1,{A}\n#2,{B}\n", URLS, "not used: #"),
    Shape("description for a code", f"url,category_description\n{A},news media\n", ((A, "", "news media"),)),
    Shape("line break in quotes", HEADER + f'{A},NEWS,News Media,2024-01-31,CCHR,"a\nb"\n{B},HUMR,,,,\n',
          ((*ROW_A[:5], "a\nb"), (B, "HUMR"))),
    Shape("separator in quotes", f'notes,url\n"a, b; c",{A}\n', ((A, "", "", "", "", "a, b; c"),)),
    Shape("quotes in quotes", f'notes,url\n"say ""a, b""",{A}\n', ((A, "", "", "", "", 'say "a, b"'),)),
    Shape("blank lines", f"\n\n{HEADER}\n{CSV}\n,,,,,\n  \n", FULL, "2 rows"),
    Shape("empty cells at the end", f"url;notes;;;\n{A};x;;;\n{B};;;;\n", ((A, "", "", "", "", "x"), (B,))),
    Shape("empty cells beyond the header", f"url,notes\n{A},x,,,\n", ((A, "", "", "", "", "x"),)),
    Shape("comments", f'# from Siem Reap\n{HEADER}# two, "rows\n{CSV.splitlines()[0]}\n',
          (ROW_A,), "1 comment skipped"),
    Shape("a title above", f"Sites of 2024,,,,,\n,,,,,\n{HEADER}{CSV}", FULL, "1 line above the header skipped"),
    Shape("a title above URLs", f"Sites\n\nurl\n{A}\n", ((A,),), "1 line above the header skipped"),
    Shape("a row taken out", f"url,notes\n#{A},x\n{B},\n", ((B,),), "1 comment skipped"),
    Shape("cells with space around", f"url , notes\n  {A} ,  x \n", ((A, "", "", "", "", "x"),)),
    Shape("URL and code", f"{A},NEWS\n{B},HUMR\n", ((A, "NEWS"), (B, "HUMR")), "column 1 is url, 2 is category_code"),
    Shape("code and URL", f"NEWS;{A}\nHUMR;{B}\n", ((A, "NEWS"), (B, "HUMR")), "column 2 is url, 1 is category_code"),
    Shape("day and URL", f"2024-01-31\t{A}\n2024-02-29\t{B}\n", ((A, "", "", "2024-01-31"), (B, "", "", "2024-02-29"))),
    Shape("name and URL", f"The A,{A}\nThe B,{B}\n", URLS, "column 2 is url; not used: column 1"),
    Shape("upstream's first four", "".join(line.rsplit(",", 2)[0] + "\n" for line in [CSV.partition("\n")[0]] * 2),
          (ROW_A[:4], ROW_A[:4]), "column 1 is url, 2 is category_code, 3 is category_description, 4 is date_added"),
    Shape("URL as one source", CSV.replace("anon", "https://c.example/"), (
        ROW_A, (*ROW_B[:4], "https://c.example/", "x, y")), "upstream's order"),
    Shape("URL with a comma in quotes, with a header", f'url\n"{A}a,b"\n', ((A + "a,b",),), "with a header"),
    Shape("descriptions in another column", f"{A},NEWS,x,2024-01-31,News Media,CCHR\n{B},HUMR,,2024-02-29,Gambling,y\n",
          (ROW_A[:4],), "5 is category_description, 4 is date_added; not used: column 3, 6", refused=(2,)),
    Shape("the host beside the URL", f"1,a.example.com,{A[:-1]}.com/\n2,www.b.example.com,https://b.example.com/x\n",
          (("https://a.example.com/",), ("https://b.example.com/x",)), "column 3 is url"),
    Shape("empty column", f"{A},\n{B},\n", URLS, "not used: column 2"),
    Shape("commas in semicolons", f"{A};NEWS;a, b\n{B};HUMR;c, d\n", ((A, "NEWS"), (B, "HUMR")), "semicolons"),
    Shape("URLs", f"{A}\n\n# x\n  {B}\t\n#{A}\n", URLS, "2 rows, one URL per line, no header; 2 comments skipped"),
    Shape("URL with a comma in quotes", f'{A}\n"{B}a,b"\n', ((A,), (B + "a,b",)), "one URL per line"),
    Shape("other separators in quotes, no header", f'"{A}x,1";NEWS\n{B};HUMR\n', ((A + "x,1", "NEWS"), (B, "HUMR"))),
    Shape("invisible at the ends", f"\u200b{A}\u00a0\n\u202a{B}\u202c\n", URLS),
    Shape("header alone", HEADER, (), "0 rows"),
    Shape("Khmer", f"url;notes\n{A};ព័ត៌មាន\u200bខ្មែរ\n", ((A, "", "", "", "", "ព័ត៌មាន\u200bខ្មែរ"),)),
    Shape("formulas", f"url,notes\n{A},=1+1\n", ((A, "", "", "", "", "=1+1"),)),
    # Files in which some lines are no rows: each is named, and none becomes another URL.
    Shape("bare domains", "a.example\nb.example\n", refused=(1, 2)),
    Shape("a second URL", f"{A} {B}\n{A}\t{B}\n{B}\n", ((B,),), refused=(1, 2)),
    Shape("a comment behind", f"{A} # main page\n{B}\n", ((B,),), refused=(1,)),
    Shape("lines of a CSV among URLs", f"{A}\n{A}news,CCHR\n{A},NEWS\n{B}\n{A}a;b\n{A}|x\n", URLS,
          refused=(2, 3, 5, 6)),
    Shape("sep= of another separator", f"sep=;\n{A},CCHR\n{B}\n", ((B,),), refused=(2,)),
    Shape("a cell that says url", f"{A},NEWS,url\n{B},HUMR,url\n", ((A, "NEWS"), (B, "HUMR"))),
    Shape("a code and another's description", f"{HEADER}{A},NEWS,Gambling,,,\n{B},HUMR,human rights issues,,,\n",
          ((B, "HUMR", "human rights issues"),), refused=(2,)),
    Shape("bars, and a comma in a URL", f"{A}x,y|NEWS|2024-01-31\n{B}|HUMR|2024-01-31\n",
          ((B, "HUMR", "", "2024-01-31"),), "separated by bars", refused=(1,)),
    Shape("a comma in a URL, or a tab behind", f"{A}x,y\tNews\n", (), "one URL per line", refused=(1,)),
    Shape("three URLs in two ways", f"{A},{B}\t{A}\n", (), "one URL per line", refused=(1,)),
    Shape("days in a URL's cell", f"url,notes\n{A};2024-01-31;x,\n{B},\n", ((B,),), refused=(2,)),
    Shape("rows of other lengths", f"url,notes\n{A}\n{B},x,y\n{B},x\n", ((B, "", "", "", "", "x"),), refused=(2, 3)),
    Shape("unquoted commas in notes", f"{A},NEWS,x\n{A},NEWS,x,y\n{B},HUMR,z\n", ((A, "NEWS"), (B, "HUMR")),
          refused=(2,)),
    Shape("another separator than the header's", f"url,notes\n{A};x\n{B},\n", ((B,),), refused=(2,)),
    Shape("a CSV under url", f"url\n{A},NEWS\n{B}\n{A};NEWS;x\n", ((B,),), refused=(2, 4)),
    Shape("a joined line in a cell", f"url,notes\n{A};NEWS;News Media,x\n{A}|HUMR,\n{B},\n", ((B,),), refused=(2, 3)),
    Shape("no URL in its column", f"url,notes\n,x\n{B},{A}\n", ((B, "", "", "", "", A),), refused=(2,)),
    Shape("a formula for a URL", f'url,notes\n"=HYPERLINK(""{A}"")",x\n{B},\n', ((B,),), refused=(2,)),
    Shape("other separators in URLs, no header", f"{A}x,1;NEWS\n{B};HUMR\n", ((B, "HUMR"),), refused=(1,)),
    Shape("a comma left over", f"url;notes\n{A},;x\n{B};\n", ((B,),), refused=(2,)),
    Shape("a line break in a URL", f'url\n"{A}\n', refused=(2,)),
    Shape("thousands of columns", "url,notes\n" + "," * 5_000 + f"x\n{B},\n", ((B,),), refused=(2,)),
)  # fmt: skip


class Whole(NamedTuple):
    """A file that is refused as a whole."""

    name: str
    data: bytes | str
    message: str
    next_step: str
    kind: type[KhTestlistError] = Refused


REFUSED: Final = (
    Whole("two columns of URLs", f"{A},{B}\n", "2 columns have URLs", "names the columns"),
    Whole("a URL in another column", f"{A},NEWS,x\n{B},HUMR,{A}\n", "2 columns have URLs", "names the columns"),
    Whole("URLs as sources", CSV.replace("anon", "https://c.example/").replace("CCHR", A), "2 columns have", "names"),
    Whole("URLs as notes", CSV.replace('"x, y"', B).splitlines()[1], "2 columns have URLs", "names the columns"),
    Whole("each line in quotes", f'"{A},blocked"\n"{B},CCHR,x"\n', "In a line, a comma", "outer quotes"),
    Whole("each in quotes, semicolons", f'# x\n"{A};blocked"\n', "In a line, a semicolon", "Write url"),
    Whole("sites without https, and their sources", f"a.com.kh,NEWS,{A}\nwww.b.org/x,HUMR,{B}\n",
          "column 3 has URLs, and column 1 has addresses", "names the columns"),
    Whole("URLs with something else, and sources", f"{A} x,NEWS,{B}\n", "2 columns have URLs", "names the columns"),
    Whole("no URL at all", "a,b\nc,d\n", "no column has URLs", "names the columns"),
    Whole("domains in a column", "NEWS,a.example\nHUMR,b.example\n", "no column has URLs", "names the columns"),
    Whole("commas that may be the URL's", f"{A}x,1.html\n{B}y,2.html\n", "a comma in each line", "double quotes"),
    Whole("semicolons that may be the URL's", f"{A}x;s=1\n{B}y;s=2\n", "a semicolon in each line", "double quotes"),
    Whole("a source that may be the URL's", f"{A},CCHR\n{B},anon\n", "a comma in each line", "double quotes"),
    Whole("a header without url", f"website,code\n{A},NEWS\n", "no column is named url", "instead of 'website'"),
    Whole("a line in quotes", f'"url,notes"\n"{A},x"\n', "f:1: the line names a column url", "a whole line in quotes"),
    Whole("sep= and another header", f"sep=,\nurl;notes\n{A};x\n", "f:2: the line names a column url", "by commas"),
    Whole("commas that may be the URL's, and a space", f"{A}x,1.html\n{B}y, z\n", "a comma in each", "double quotes"),
    Whole("names without url", f"Site,Code\n{A},NEWS\n{B},HUMR\n", "line 1 has no URL", "remove the line"),
    Whole("url twice", f"url,URL\n{A},{B}\n", "two columns named url", "Rename"),
    Whole("a quote that never ends", HEADER + f'"{A},NEWS\n{B},HUMR\n', "f:2:", "quotes from line 2"),
    Whole("the same without header", f'{A},NEWS,x\n{B},HUMR,"y\n{A},NEWS,z\n', "f:2:", "quotes from line 2"),
    Whole("sep= of a letter", f"sep=x\n{A}x\n", "has 'x' between", "commas, semicolons or tabs"),
    Whole("empty", "", "empty", "one URL per line", Failure),
    Whole("blank", "\ufeff \n\n", "empty", "one URL per line", Failure),
    Whole("xlsx", b"PK\x03\x04[Content_Types].xml xl/workbook.xml", "an Excel file (.xlsx)", "save it as CSV", Failure),
    Whole("xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Excel file (.xls", "save it as CSV", Failure),
    Whole("ods", b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "(.ods)", "as CSV", Failure),
    Whole("docx", b"PK\x03\x04 word/document.xml", "(.docx)", "Copy the URLs", Failure),
    Whole("zip", b"PK\x03\x04 a.csv", "a zip archive", "Unpack", Failure),
    Whole("pdf", b"%PDF-1.7\n" + A.encode(), "a PDF", "Copy the URLs", Failure),
    Whole("picture", b"\x89PNG\r\n\x1a\n", "a picture", "Copy the URLs", Failure),
    Whole("html", f'<!DOCTYPE html>\n<a href="{A}">a</a>\n', "an HTML page", "Copy the URLs", Failure),
    Whole("html without doctype", f"\n <table><tr><td>{A}</td></tr></table>\n", "an HTML page", "Copy", Failure),
    Whole("xml", f"<?xml version='1.0'?>\n<urls><url>{A}</url></urls>", "an XML file", "Copy the URLs", Failure),
    Whole("json", f'[{{"url": "{A}"}}]', "a JSON file", "Copy the URLs", Failure),
    Whole("json lines", f'{{"url": "{A}"}}\n{{"url": "{B}"}}\n', "a JSON file", "Copy the URLs", Failure),
    Whole("rtf", b"{\\rtf1 https://a.example/}", "an RTF document", "Copy the URLs", Failure),
    Whole("NUL", f"{A}\0\n", "not a text file", "Copy the URLs", Failure),
    Whole("Latin-1", f"url,notes\n{A},Café\n".encode("latin-1"), "not a UTF-8 text file", "CSV UTF-8", Failure),
    Whole("half of UTF-16", codecs.BOM_UTF16_LE + b"h\0t", "not a UTF-8 text file", "CSV UTF-8", Failure),
    Whole("too large", b"https://a.example/\n" * 1_000_000, "larger than 16 MiB", "split it", Failure),
    Whole("too many lines", b"x\n" * 200_000, "more than 50,000 lines", "split it", Failure),
)  # fmt: skip


def _bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data


@pytest.mark.parametrize("shape", READ, ids=[shape.name for shape in READ])
def test_read(shape: Shape) -> None:
    """The rows are those, in their order, the refused lines those and no others; one line says how it was read."""
    found = read(_bytes(shape.data), "f")
    rows = [offer.cells for offer in found.offers if not offer.refusal]
    assert rows == [(*row, *[""] * (6 - len(row))) for row in shape.rows]
    assert tuple(offer.line for offer in found.offers if offer.refusal) == shape.refused
    assert shape.said in found.understood
    assert "\n" not in found.understood
    assert found.understood.startswith(f"{len(shape.rows) + len(shape.refused)} row")


@pytest.mark.parametrize("whole", REFUSED, ids=[whole.name for whole in REFUSED])
def test_refused_as_a_whole(whole: Whole) -> None:
    """A file that is something else, or that can be read in two ways, gives no row; it is said why, and what to do."""
    with pytest.raises(whole.kind) as caught:
        read(_bytes(whole.data), "f")
    assert whole.message in caught.value.message
    assert whole.next_step in caught.value.next_step
    assert re.search(r"\.$|columns|quotes|notes$", caught.value.next_step)


def test_every_refused_line_is_shown() -> None:
    """A line that is no row comes with its text and with a reason that ends in what to do."""
    for shape in READ:
        lines = _bytes(shape.data).decode("utf-8", "replace").splitlines() if shape.refused else []
        for offer in read(_bytes(shape.data), "f").offers if shape.refused else ():
            if offer.refusal:
                assert offer.shown[:10] in lines[offer.line - 1].replace('""', '"')
                assert len(offer.refusal) > 10


def test_enough_shapes() -> None:
    """The table has at least forty shapes, each once."""
    names = [shape.name for shape in READ] + [whole.name for whole in REFUSED]
    assert len(names) == len(set(names)) >= 40
