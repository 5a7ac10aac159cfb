// Package postgres is the repository that all programs share. It talks to PostgREST, so it needs no database driver.
package postgres

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"example.com/photos/internal/domain"
)

// Photos is the table of photos.
type Photos struct {
	address string
	http    http.Client
}

// Open takes the address of PostgREST.
func Open(base string) *Photos {
	return &Photos{address: base + "/photos", http: http.Client{Timeout: 10 * time.Second}}
}

// All lists the photos.
func (p *Photos) All(ctx context.Context) (photos []domain.Photo, err error) {
	err = p.send(ctx, http.MethodGet, p.address, nil, &photos)
	return photos, err
}

// Add puts a photo in, unless it is there already.
func (p *Photos) Add(ctx context.Context, id string) error {
	return p.send(ctx, http.MethodPost, p.address, map[string]any{"id": id}, nil)
}

// Update sets columns of one photo.
func (p *Photos) Update(ctx context.Context, id string, columns map[string]any) error {
	return p.send(ctx, http.MethodPatch, p.address+"?id=eq."+url.QueryEscape(id), columns, nil)
}

func (p *Photos) send(ctx context.Context, method, address string, columns map[string]any, answer any) error {
	var sent bytes.Buffer
	if columns != nil {
		if err := json.NewEncoder(&sent).Encode(columns); err != nil {
			return err
		}
	}
	request, err := http.NewRequestWithContext(ctx, method, address, &sent)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Prefer", "resolution=ignore-duplicates")
	response, err := p.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		return fmt.Errorf("postgres: %s %s: %s", method, address, response.Status)
	}
	if answer == nil {
		return nil
	}
	return json.NewDecoder(response.Body).Decode(answer)
}
