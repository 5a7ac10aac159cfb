// Command server takes photos over HTTP and keeps them as WebP.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/photos/internal/catalogue"
	"example.com/photos/internal/photostore"
)

func main() {
	store, err := photostore.Open(os.Getenv("PHOTOS_DIR"))
	if err != nil {
		log.Fatal(err)
	}
	archive := &archive{store: store, catalogue: catalogue.New(os.Getenv("CATALOGUE_URL"))}

	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("POST /photos", archive.upload)
	mux.HandleFunc("GET /photos", archive.list)
	mux.HandleFunc("GET /photos/{file}", archive.serve)

	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := server.Shutdown(grace); err != nil {
			log.Print(err)
		}
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
}
