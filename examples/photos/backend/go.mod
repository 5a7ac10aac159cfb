module example.com/photos

go 1.25.0

require github.com/kolesa-team/go-webp v1.0.5
