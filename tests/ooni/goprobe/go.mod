module goprobe

go 1.26.0
