// Command scheduler makes the thumbnails that are missing, again and again.
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"time"

	"example.com/photos/internal/postgres"
)

func main() {
	http.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	go func() { log.Fatal(http.ListenAndServe(":8082", nil)) }()

	interval, err := time.ParseDuration(os.Getenv("THUMBNAIL_INTERVAL"))
	if err != nil {
		log.Fatal(err)
	}
	photos := postgres.Open(os.Getenv("DATABASE_URL"))
	for range time.Tick(interval) {
		if err := makeThumbnails(context.Background(), photos, os.Getenv("PHOTOS_DIR")); err != nil {
			log.Print(err)
		}
	}
}

// makeThumbnails goes on after a photo that cannot be read: the next round tries it again.
func makeThumbnails(ctx context.Context, photos *postgres.Photos, dir string) error {
	all, err := photos.All(ctx)
	if err != nil {
		return err
	}
	for _, photo := range all {
		for _, job := range photo.Pending() {
			if err := job.Run(dir); err != nil {
				log.Printf("%s: %v", photo.ID, err)
				continue
			}
			if err := photos.Update(ctx, photo.ID, map[string]any{"thumbnail": true}); err != nil {
				return err
			}
		}
	}
	return nil
}
