/* What is to be analysed: compilation databases, project root, configuration, rules. */
#ifndef CLI_PROJECT_H
#define CLI_PROJECT_H

#include "cli/options.h"
#include "input/compdb.h"

struct project {
    struct compdb compdb;
    const char *root;    /* absolute, no trailing slash: findings name files relative to it */
    const char *sources; /* the folder that holds all units; NULL: facts files were named */
    struct config config;
    struct rules *rules;
};

/* The top of the git work tree that the folder PATH (absolute) is in, NULL: in none. */
const char *project_work_tree(struct arena *arena, const char *path);
/* Find and read everything that the options ask for. False: diags say what is wrong (exit status
 * 2). */
bool project_open(struct project *ret, struct arena *arena, struct strs *strs,
                  const struct options *o, struct diags *diags) __attribute__((warn_unused_result));
void project_close(struct project *p);

#endif
