// Package photostore keeps the files of photos in one folder.
package photostore

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Store is a folder of photos.
type Store struct{ dir string }

// Open makes the folder where it is missing.
func Open(dir string) (*Store, error) {
	if dir == "" {
		return nil, errors.New("photostore: no folder given")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	return &Store{dir}, nil
}

// Original names the file as it was uploaded.
func Original(id string) string { return id + ".original" }

// Full names the photo in full size.
func Full(id string) string { return id + ".webp" }

// Thumbnail names the small version.
func Thumbnail(id string) string { return id + ".small.webp" }

// Read returns a whole file.
func (s *Store) Read(name string) ([]byte, error) {
	return os.ReadFile(filepath.Join(s.dir, name))
}

// Write replaces a file at once, so that nobody reads half a photo.
func (s *Store) Write(name string, data []byte) error {
	file, err := os.CreateTemp(s.dir, ".new-*")
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err := errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return os.Rename(file.Name(), filepath.Join(s.dir, name))
}

// Files is the folder, to serve from.
func (s *Store) Files() fs.FS { return os.DirFS(s.dir) }
