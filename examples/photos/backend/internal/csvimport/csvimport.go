// Package csvimport reads titles and places of photos from CSV files.
package csvimport

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"example.com/photos/internal/catalogue"
)

var columns = []string{"id", "title", "place"}

// Importer imports each file of a folder once, and again when it has changed.
type Importer struct {
	dir       string
	catalogue *catalogue.Client
	imported  map[string]time.Time
}

// New makes an importer that has imported nothing yet.
func New(dir string, client *catalogue.Client) *Importer {
	return &Importer{dir: dir, catalogue: client, imported: map[string]time.Time{}}
}

// Run imports what is new. A file that fails does not hold up the others.
func (i *Importer) Run(ctx context.Context) error {
	files, err := filepath.Glob(filepath.Join(i.dir, "*.csv"))
	if err != nil {
		return err
	}
	var failures []error
	for _, file := range files {
		info, err := os.Stat(file)
		if err == nil && !info.ModTime().Equal(i.imported[file]) {
			if err = i.importFile(ctx, file); err == nil {
				i.imported[file] = info.ModTime()
			}
		}
		if err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", file, err))
		}
	}
	return errors.Join(failures...)
}

func (i *Importer) importFile(ctx context.Context, name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	rows := csv.NewReader(file)
	header, err := rows.Read()
	if err != nil {
		return err
	}
	if !slices.Equal(header, columns) {
		return fmt.Errorf("the first line must name the columns %v", columns)
	}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := i.catalogue.Describe(ctx, row[0], row[1], row[2]); err != nil {
			return err
		}
	}
}
