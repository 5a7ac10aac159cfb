CREATE TABLE photos (
  id text PRIMARY KEY,
  title text NOT NULL DEFAULT '',
  place text NOT NULL DEFAULT '',
  thumbnail boolean NOT NULL DEFAULT false
);
