-- Facts of units, and what whole runs gave out, by content. See cache.h. A change here goes with a new CACHE_SCHEMA in cache.c.
CREATE TABLE file (
    id   INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,                -- absolute
    stamp BLOB,                               -- struct file_stamp when HASH was its content, its folder's where it was not there; NULL: not known
    hash BLOB                                 -- XXH3-128
);
CREATE TABLE unit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: facts of a dropped unit are not another's
    key     BLOB NOT NULL,                    -- XXH3-128 of version, root, directory, source, arguments
    content BLOB NOT NULL,                    -- XXH3-128 of the XXH3-128 of the files
    files   BLOB NOT NULL,                    -- ids of the files, 32 bit each, little-endian
    size    INTEGER NOT NULL,                 -- bytes of the facts
    used    INTEGER NOT NULL,                 -- seconds since 1970, to the hour
    UNIQUE (key, content)
);
CREATE TABLE facts (
    unit  INTEGER PRIMARY KEY REFERENCES unit (id) ON DELETE CASCADE,
    sum   BLOB NOT NULL,                      -- XXH3-128 of key, content, files and bytes
    bytes BLOB NOT NULL
);
CREATE TABLE result (
    key   BLOB PRIMARY KEY,                   -- XXH3-128 of version and all inputs of the run
    sum   BLOB NOT NULL,                      -- XXH3-128 of key and bytes
    made  INTEGER NOT NULL,                   -- seconds since 1970
    bytes BLOB NOT NULL
) WITHOUT ROWID;
