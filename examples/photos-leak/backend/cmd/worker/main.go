// Command worker imports titles and places from CSV files.
package main

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"example.com/photos/internal/postgres"
)

func main() {
	http.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	go func() { log.Fatal(http.ListenAndServe(":8081", nil)) }()

	photos := postgres.Open(os.Getenv("DATABASE_URL"))
	for range time.Tick(time.Minute) {
		files, err := filepath.Glob(filepath.Join(os.Getenv("IMPORTS_DIR"), "*.csv"))
		if err != nil {
			log.Fatal(err)
		}
		for _, file := range files {
			if err := importFile(context.Background(), photos, file); err != nil {
				log.Printf("%s: %v", file, err)
			}
		}
	}
}

// importFile reads lines of id, title and place.
func importFile(ctx context.Context, photos *postgres.Photos, name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	rows := csv.NewReader(file)
	rows.FieldsPerRecord = 3
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := photos.Update(ctx, row[0], map[string]any{"title": row[1], "place": row[2]}); err != nil {
			return err
		}
	}
}
