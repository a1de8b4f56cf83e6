/* The Language Server Protocol over a log in SARIF: findings as diagnostics with their paths as
 * related places, fixes as code actions, the page of a check as hover.
 *
 * A server is a function from a message to messages; who owns it reads and writes (cli/cmd_lsp.c)
 * and runs the check when it is asked to: when the client is ready, and whenever a document is
 * saved. Source: Language Server Protocol 3.17.
 */
#ifndef REPORT_LSP_H
#define REPORT_LSP_H

#include "base/buf.h"

#include <stdbool.h>

struct lsp;

struct lsp_host {
    /* Append what check says as SARIF to SARIF. False: it could not be done, and WHY was appended.
     */
    bool (*check)(void *ctx, struct buf *sarif, struct buf *why);
    /* The client's folder: what follows runs there. */
    void (*enter)(void *ctx, const char *folder);
    void *ctx;
};

struct lsp *lsp_new(struct lsp_host host);
void lsp_free(struct lsp *s);
/* Append the answers to the message in TEXT, each with its head, to OUT. False: it was the last. */
bool lsp_message(struct lsp *s, const char *text, size_t len, struct buf *out);
/* 0 after an orderly end, else 1. */
int lsp_status(const struct lsp *s);

#endif
