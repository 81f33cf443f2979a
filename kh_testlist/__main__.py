"""Run the program as `python -m kh_testlist`."""

from kh_testlist.cli import main

main()
