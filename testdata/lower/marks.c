/* Functions that are only declared: entities for those whose declaration has a word that can be a mark. */
#define MARK
#define TEXT_MARK __attribute__((annotate("mark")))
#define MARK_OF(X)
#define SHOWN __attribute__((visibility("default")))
#define ELSEWHERE extern
#define FORMAT(A, B) __attribute__((format(printf, A, B)))
#define LIB_API

typedef int number;
struct thing;

int MARK after_type(void);
number MARK after_typedef(void);
struct thing *MARK after_tag(void);
MARK int before(void);
MARK
number on_its_line(void);
number at_the_end(void) MARK;
TEXT_MARK int annotated(void);
int written_out(void) __attribute__((nonblocking));
MARK_OF(x) int with_argument(void);
SHOWN int MARK shown_and_marked(void);
int MARK formatted_and_marked(const char *format, ...) FORMAT(1, 2);

/* These not. */
int plain(void);
number plain_typedef(void);
const struct thing *plain_tag(const char *(*f)(void));
SHOWN int shown(void);
ELSEWHERE number elsewhere(void);
ELSEWHERE
const number *elsewhere_too(void);
void formatted(const char *format, ...) FORMAT(1, 2);
ELSEWHERE number both(const char *format, ...) FORMAT(1, 2);
LIB_API number exported(void);
static int MARK of_this_unit(void);
#define LONG(X) \
    (X)
number after_a_directive(void);
// and, after a comment
number after_comment(void);

int use(void);
int use(void)
{
    return 1;
}
