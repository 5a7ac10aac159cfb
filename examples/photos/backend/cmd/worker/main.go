// Command worker imports titles and places from CSV files.
package main

import (
	"context"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/photos/internal/catalogue"
	"example.com/photos/internal/csvimport"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	go serveHealth()

	importer := csvimport.New(os.Getenv("IMPORTS_DIR"), catalogue.New(os.Getenv("CATALOGUE_URL")))
	tick := time.NewTicker(10 * time.Second)
	defer tick.Stop()
	for {
		if err := importer.Run(ctx); err != nil {
			log.Print(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// serveHealth answers the container's health check.
func serveHealth() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	server := &http.Server{Addr: ":8081", Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(server.ListenAndServe())
}
