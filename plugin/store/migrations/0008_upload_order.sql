-- Uploads go out in the order they were queued; without this, every look at a long queue sorts it.
CREATE INDEX upload_in_order ON upload (id) WHERE state = 'queued';
