/* Stub of sqlite3.h of SQLite 3.40.1, as far as the cases use it. */
#ifndef SQLITE3_H
#define SQLITE3_H

typedef struct sqlite3_stmt sqlite3_stmt;

int sqlite3_step(sqlite3_stmt *statement);
const unsigned char *sqlite3_column_text(sqlite3_stmt *statement, int column);

#endif
