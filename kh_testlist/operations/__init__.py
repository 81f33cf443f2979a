"""The jobs themselves, one file for each: values in, values out. Nothing here knows a terminal or an exit code."""
