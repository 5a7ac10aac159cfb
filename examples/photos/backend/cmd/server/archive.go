package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"log"
	"net/http"

	"example.com/photos/internal/catalogue"
	"example.com/photos/internal/imageprocessor"
	"example.com/photos/internal/photostore"
)

// The largest upload, in bytes.
const maxUpload = 32 << 20

// archive answers the requests about photos.
type archive struct {
	store     *photostore.Store
	catalogue *catalogue.Client
}

// upload keeps the JPEG or PNG in the request's body. A photo is named by its contents, so a second upload adds nothing.
func (a *archive) upload(w http.ResponseWriter, r *http.Request) {
	original, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpload))
	if err != nil {
		http.Error(w, "the photo is too large", http.StatusRequestEntityTooLarge)
		return
	}
	var webp bytes.Buffer
	if err := imageprocessor.WebP(&webp, bytes.NewReader(original)); err != nil {
		http.Error(w, "neither JPEG nor PNG", http.StatusUnsupportedMediaType)
		return
	}
	sum := sha256.Sum256(original)
	id := hex.EncodeToString(sum[:8])
	for name, data := range map[string][]byte{photostore.Original(id): original, photostore.Full(id): webp.Bytes()} {
		if err := a.store.Write(name, data); err != nil {
			fail(w, err)
			return
		}
	}
	if err := a.catalogue.Add(r.Context(), id); err != nil {
		fail(w, err)
		return
	}
	w.Header().Set("Location", "/photos/"+photostore.Full(id))
	w.WriteHeader(http.StatusCreated)
}

func (a *archive) list(w http.ResponseWriter, r *http.Request) {
	photos, err := a.catalogue.All(r.Context())
	if err != nil {
		fail(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(photos); err != nil {
		log.Print(err)
	}
}

func (a *archive) serve(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, a.store.Files(), r.PathValue("file"))
}

func fail(w http.ResponseWriter, err error) {
	log.Print(err)
	http.Error(w, "the archive is not available", http.StatusBadGateway)
}
