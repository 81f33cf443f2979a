"""Lists as bytes and on disk.

`text` reads and writes CSV. `files` is for files that the user names, and `inside` for files in a checkout. `inside`
does not follow links, because a pull request may have brought them. `lock` keeps other processes away during a change.
"""

from kh_testlist.store.boundary import absolute, checkout
from kh_testlist.store.files import make_private, private_folder, read, read_bytes, replace, write
from kh_testlist.store.lock import locked
from kh_testlist.store.names import display, reason, typed
from kh_testlist.store.text import (
    MAX_BYTES,
    MAX_RECORDS,
    cut,
    line_end,
    parse,
    prevailing_line_end,
    to_bytes,
    write_record,
)

__all__ = [
    "MAX_BYTES",
    "MAX_RECORDS",
    "absolute",
    "checkout",
    "cut",
    "display",
    "line_end",
    "locked",
    "make_private",
    "parse",
    "prevailing_line_end",
    "private_folder",
    "read",
    "read_bytes",
    "reason",
    "replace",
    "to_bytes",
    "typed",
    "write",
    "write_record",
]
