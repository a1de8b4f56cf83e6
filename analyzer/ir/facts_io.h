/* Facts as bytes: the file that `extract` writes, the blob that the cache stores, the answer of a
 * worker.
 *
 * Written by extract's side, read by whoever links. Little-endian, numbers as LEB128 varints,
 * signed ones zigzag:
 *
 *     header    magic[8] "nostall\n", u32 format, version[16] of nostall, u64 length and u64 XXH3
 * of what follows strings   count, their lengths, their bytes; every text once, named by index
 * after this. 0 is the empty one unit      source, target, files, entities, taken, problems,
 * comments functions count, then for each: key, flags, byte length, body; the initialiser function
 * is the first, without key
 *
 * Bodies have their length in front so that a reader can pass over a header's inline function that
 * another unit has brought already. A file of another version is refused, never converted: facts
 * are cheap to make again.
 */
#ifndef IR_FACTS_IO_H
#define IR_FACTS_IO_H

#include "base/buf.h"
#include "base/diag.h"
#include "ir/facts.h"

#define FACTS_FORMAT 7 /* raise with every change of facts.h or of the meaning of what is in it */

/* Append F to OUT. */
void facts_write(const struct strs *strs, const struct facts *f, struct buf *out);

/* Which bodies of headers the caller has from units before; also memory that facts_read works in.
 */
struct facts_skip;
struct facts_skip *facts_skip_new(void);
void facts_skip_free(struct facts_skip *s);

/* The facts in DATA, in ARENA; NULL: in a new one, and the caller owns them (facts_free, or
 * arena_adopt of facts->arena). Many units in one arena leave no room unused. Texts are interned in
 * STRS. Functions of headers that SKIP has seen are left out, the others are added to it; NULL: all
 * are read. NULL: a diag on NAME says what is wrong and what to do, and SKIP is as it was. Whatever
 * the bytes are, what is returned holds all that facts_verify asks for. */
struct facts *facts_read(struct strs *strs, struct arena *arena, const void *data, size_t len,
                         const char *name, struct facts_skip *skip, struct diags *diags);

#endif
