#include "cli/find_function.h"

#include "input/suggest.h"

#include <string.h>

bool path_ends_with(const char *path, const char *file, size_t len)
{
    size_t path_len = strlen(path);
    return len <= path_len && !strncmp(path + path_len - len, file, len) &&
           (len == path_len || path[path_len - len - 1] == '/');
}

static void collect(struct run *r, const char *name, bool bodies, node_vec *ret)
{
    const struct program *p = r->program;
    const char *colon = strrchr(name, ':'), *plain = colon ? colon + 1 : name;
    struct str wanted = str_find(r->strs, plain);
    for (uint32_t i = 0; wanted.i && i < p->nodes.len; i++) {
        const struct node *n = &p->nodes.at[i];
        struct loc loc = n->body ? n->body->loc : n->entity->loc;
        if (!n->merged && str_eq(n->name, wanted) && (n->body != NULL) == bodies &&
            (!colon || path_ends_with(str_text(r->strs, loc.file), name, (size_t)(colon - name))))
            vec_push(r->arena, ret, (struct node_id){i});
    }
}

bool find_functions(struct run *r, const char *name, node_vec *ret_found)
{
    const struct program *p = r->program;
    collect(r, name, true, ret_found);
    if (!ret_found->len)
        collect(r, name, false, ret_found);
    if (ret_found->len)
        return true;
    const char *colon = strrchr(name, ':');
    struct suggest near = {.word = colon ? colon + 1 : name};
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (!p->nodes.at[i].merged && p->nodes.at[i].body)
            suggest_offer(&near, program_text(p, p->nodes.at[i].name));
    diag_add(r->diags, DIAG_ERROR, NULL, 0, 0, "no function of this project is called '%s'%s%s%s",
             name, near.best ? "; did you mean '" : "", near.best ? near.best : "",
             near.best ? "'?" : "");
    return false;
}
