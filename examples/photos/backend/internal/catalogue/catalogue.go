// Package catalogue knows what there is to know about photos. It talks to PostgREST, so it needs no database driver.
package catalogue

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// Photo is a row of the catalogue.
type Photo struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Place     string `json:"place"`
	Thumbnail bool   `json:"thumbnail"`
}

// Client reads and writes the catalogue.
type Client struct {
	photos string
	http   http.Client
}

// New takes the address of PostgREST.
func New(base string) *Client {
	return &Client{photos: base + "/photos", http: http.Client{Timeout: 10 * time.Second}}
}

// Add puts a photo into the catalogue, unless it is there already.
func (c *Client) Add(ctx context.Context, id string) error {
	return c.send(ctx, http.MethodPost, c.photos, map[string]string{"id": id}, nil)
}

// Describe sets title and place of a photo.
func (c *Client) Describe(ctx context.Context, id, title, place string) error {
	return c.send(ctx, http.MethodPatch, c.row(id), map[string]string{"title": title, "place": place}, nil)
}

// MarkThumbnail says that a photo has its thumbnail now.
func (c *Client) MarkThumbnail(ctx context.Context, id string) error {
	return c.send(ctx, http.MethodPatch, c.row(id), map[string]bool{"thumbnail": true}, nil)
}

// All lists the photos.
func (c *Client) All(ctx context.Context) (photos []Photo, err error) {
	err = c.send(ctx, http.MethodGet, c.photos, nil, &photos)
	return photos, err
}

// WithoutThumbnail lists the photos that wait for their thumbnail.
func (c *Client) WithoutThumbnail(ctx context.Context) (photos []Photo, err error) {
	err = c.send(ctx, http.MethodGet, c.photos+"?thumbnail=is.false", nil, &photos)
	return photos, err
}

func (c *Client) row(id string) string { return c.photos + "?id=eq." + url.QueryEscape(id) }

func (c *Client) send(ctx context.Context, method, address string, body, answer any) error {
	var sent bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&sent).Encode(body); err != nil {
			return err
		}
	}
	request, err := http.NewRequestWithContext(ctx, method, address, &sent)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Prefer", "resolution=ignore-duplicates")
	response, err := c.http.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		return fmt.Errorf("catalogue: %s %s: %s", method, address, response.Status)
	}
	if answer == nil {
		return nil
	}
	return json.NewDecoder(response.Body).Decode(answer)
}
