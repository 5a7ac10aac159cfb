// Package domain holds what the archive is about.
package domain

import "example.com/photos/internal/jobs"

// Photo is one photo of the archive.
type Photo struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Place     string `json:"place"`
	Thumbnail bool   `json:"thumbnail"`
}

// Pending lists the versions that are still to be made. It reads well, and ties every reader of photos to libwebp.
func (p Photo) Pending() []jobs.Resize {
	if p.Thumbnail {
		return nil
	}
	return []jobs.Resize{jobs.Thumbnail(p.ID)}
}
