"""Files that earlier versions of the program wrote: kept, and read again by the program as it is now."""
