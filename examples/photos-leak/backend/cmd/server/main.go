// Command server takes photos over HTTP and keeps them as WebP.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log"
	"net/http"
	"os"
	"path/filepath"

	"example.com/photos/internal/imageprocessor"
	"example.com/photos/internal/postgres"
)

// The largest upload, in bytes.
const maxUpload = 32 << 20

func main() {
	dir := os.Getenv("PHOTOS_DIR")
	photos := postgres.Open(os.Getenv("DATABASE_URL"))

	http.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	http.HandleFunc("POST /photos", func(w http.ResponseWriter, r *http.Request) {
		id, err := keep(dir, http.MaxBytesReader(w, r.Body, maxUpload))
		if err == nil {
			err = photos.Add(r.Context(), id)
		}
		if err != nil {
			log.Print(err)
			http.Error(w, "the photo was not kept", http.StatusBadRequest)
			return
		}
		w.WriteHeader(http.StatusCreated)
	})
	http.Handle("GET /photos/", http.StripPrefix("/photos/", http.FileServer(http.Dir(dir))))
	log.Fatal(http.ListenAndServe(":8080", nil))
}

// keep writes a photo as it came and as WebP, and returns its name.
func keep(dir string, body io.Reader) (string, error) {
	original, err := io.ReadAll(body)
	if err != nil {
		return "", err
	}
	var webp bytes.Buffer
	if err := imageprocessor.WebP(&webp, bytes.NewReader(original), imageprocessor.Full); err != nil {
		return "", err
	}
	sum := sha256.Sum256(original)
	id := hex.EncodeToString(sum[:8])
	if err := os.WriteFile(filepath.Join(dir, id+".original"), original, 0o644); err != nil {
		return "", err
	}
	return id, os.WriteFile(filepath.Join(dir, id+".webp"), webp.Bytes(), 0o644)
}
