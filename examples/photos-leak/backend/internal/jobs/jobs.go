// Package jobs holds the work that is done after an upload.
package jobs

import (
	"os"
	"path/filepath"

	"example.com/photos/internal/imageprocessor"
)

// Resize makes one version of a photo.
type Resize struct {
	PhotoID string
	Size    imageprocessor.Size
}

// Thumbnail makes the small version.
func Thumbnail(photoID string) Resize { return Resize{photoID, imageprocessor.Small} }

// Run reads the original from a folder and writes the version beside it.
func (job Resize) Run(dir string) error {
	original, err := os.Open(filepath.Join(dir, job.PhotoID+".original"))
	if err != nil {
		return err
	}
	defer original.Close()
	version, err := os.Create(filepath.Join(dir, job.PhotoID+"."+string(job.Size)))
	if err != nil {
		return err
	}
	defer version.Close()
	return imageprocessor.WebP(version, original, job.Size)
}
