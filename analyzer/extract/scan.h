/* C source text, token by token: for what the syntax tree does not say (macro names, empty macros,
 * arguments as written). Knows comments, literals, preprocessor lines and joined lines; nothing of
 * clang.
 */
#ifndef EXTRACT_SCAN_H
#define EXTRACT_SCAN_H

#include <stdbool.h>
#include <stdint.h>

enum token_kind { TOKEN_IDENT, TOKEN_NUMBER, TOKEN_STRING, TOKEN_PUNCT, TOKEN_DIRECTIVE };

struct token {
    enum token_kind kind;
    uint32_t at, len; /* a directive is the whole line, joined lines included */
};

struct scan {
    const char *text;
    uint32_t at, end;
    bool line_start; /* only white space since the last line feed: a # here begins a directive */
};

struct scan scan_from(const char *text, uint32_t at, uint32_t end);
/* False: no more. Comments are skipped. Punctuation is one character, but for -> and ::. */
bool scan_next(struct scan *s, struct token *ret_t);
/* AT is at an opening bracket: where its partner is, or END. */
uint32_t scan_close(const char *text, uint32_t at, uint32_t end);
/* The next token's offset after white space and comments, or END. */
uint32_t scan_space(const char *text, uint32_t at, uint32_t end);
/* How many bytes at AT are an identifier; 0: none. */
uint32_t scan_ident(const char *text, uint32_t at, uint32_t end);
/* AT is at an opening parenthesis: the next argument from *at (start just after the parenthesis)
 * on, trimmed. False: no more. */
struct span {
    uint32_t at, len;
};
bool scan_argument(const char *text, uint32_t *at, uint32_t end, struct span *ret_arg);
/* A keyword of C or of its GNU dialect (not typedef names). */
bool scan_is_keyword(const char *text, uint32_t len);

#endif
