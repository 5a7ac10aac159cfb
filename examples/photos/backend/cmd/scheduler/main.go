// Command scheduler makes the thumbnails that are missing, again and again. It has no HTTP server.
package main

import (
	"bytes"
	"context"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/photos/internal/catalogue"
	"example.com/photos/internal/imageprocessor"
	"example.com/photos/internal/photostore"
)

func main() {
	store, err := photostore.Open(os.Getenv("PHOTOS_DIR"))
	if err != nil {
		log.Fatal(err)
	}
	interval, err := time.ParseDuration(os.Getenv("THUMBNAIL_INTERVAL"))
	if err != nil {
		log.Fatal(err)
	}
	client := catalogue.New(os.Getenv("CATALOGUE_URL"))

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		if err := makeThumbnails(ctx, store, client); err != nil {
			log.Print(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// makeThumbnails goes on after a photo that cannot be read: the next round tries it again.
func makeThumbnails(ctx context.Context, store *photostore.Store, client *catalogue.Client) error {
	photos, err := client.WithoutThumbnail(ctx)
	if err != nil {
		return err
	}
	for _, photo := range photos {
		original, err := store.Read(photostore.Original(photo.ID))
		if err != nil {
			log.Print(err)
			continue
		}
		var thumbnail bytes.Buffer
		if err := imageprocessor.Thumbnail(&thumbnail, bytes.NewReader(original)); err != nil {
			log.Printf("%s: %v", photo.ID, err)
			continue
		}
		if err := store.Write(photostore.Thumbnail(photo.ID), thumbnail.Bytes()); err != nil {
			return err
		}
		if err := client.MarkThumbnail(ctx, photo.ID); err != nil {
			return err
		}
	}
	return nil
}
