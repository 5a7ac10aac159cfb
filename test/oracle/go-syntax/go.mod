module example.com/go-syntax

go 1.25
