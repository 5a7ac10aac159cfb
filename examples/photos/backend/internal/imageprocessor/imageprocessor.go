// Package imageprocessor turns uploaded photos into WebP.
package imageprocessor

import (
	"image"
	_ "image/jpeg"
	_ "image/png"
	"io"

	"github.com/kolesa-team/go-webp/encoder"
)

const (
	quality = 80
	// The longer side of a thumbnail, in pixels.
	thumbnailSide = 320
)

// WebP reads a JPEG or PNG and writes it as WebP.
func WebP(w io.Writer, r io.Reader) error {
	photo, _, err := image.Decode(r)
	if err != nil {
		return err
	}
	return encode(w, photo)
}

// Thumbnail reads a JPEG or PNG and writes a small WebP of it.
func Thumbnail(w io.Writer, r io.Reader) error {
	photo, _, err := image.Decode(r)
	if err != nil {
		return err
	}
	return encode(w, shrink(photo, thumbnailSide))
}

func encode(w io.Writer, photo image.Image) error {
	options, err := encoder.NewLossyEncoderOptions(encoder.PresetPhoto, quality)
	if err != nil {
		return err
	}
	e, err := encoder.NewEncoder(photo, options)
	if err != nil {
		return err
	}
	return e.Encode(w)
}

// shrink takes the nearest pixel: quick, and good enough at this size. A photo that is small already stays as it is.
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
