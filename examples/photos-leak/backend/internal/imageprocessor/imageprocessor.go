// Package imageprocessor turns uploaded photos into WebP.
package imageprocessor

import (
	"image"
	_ "image/jpeg"
	_ "image/png"
	"io"

	"github.com/kolesa-team/go-webp/encoder"
)

// Size names a version of a photo, and is the extension of its file.
type Size string

// The versions of a photo.
const (
	Full  Size = "webp"
	Small Size = "small.webp"
)

// The longer side of each version, in pixels.
var sides = map[Size]int{Full: 4096, Small: 320}

// WebP reads a JPEG or PNG and writes a version of it.
func WebP(w io.Writer, r io.Reader, size Size) error {
	photo, _, err := image.Decode(r)
	if err != nil {
		return err
	}
	options, err := encoder.NewLossyEncoderOptions(encoder.PresetPhoto, 80)
	if err != nil {
		return err
	}
	e, err := encoder.NewEncoder(shrink(photo, sides[size]), options)
	if err != nil {
		return err
	}
	return e.Encode(w)
}

// shrink takes the nearest pixel. A photo that is small already stays as it is.
func shrink(photo image.Image, side int) image.Image {
	from := photo.Bounds()
	longer := max(from.Dx(), from.Dy())
	if longer <= side {
		return photo
	}
	small := image.NewNRGBA(image.Rect(0, 0, max(1, from.Dx()*side/longer), max(1, from.Dy()*side/longer)))
	for y := range small.Rect.Dy() {
		for x := range small.Rect.Dx() {
			small.Set(x, y, photo.At(from.Min.X+x*longer/side, from.Min.Y+y*longer/side))
		}
	}
	return small
}
