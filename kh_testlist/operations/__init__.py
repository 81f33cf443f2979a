"""The jobs of the commands, one file for each job: values in, values out.

Nothing here knows about terminals or exit codes.
"""
