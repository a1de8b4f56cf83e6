/* A library that calls what was registered in an object. */
#ifndef LIB_H
#define LIB_H
struct object {
    int (*call)(struct object *o);
};
void lib_register(struct object *o, int (*call)(struct object *o));
int lib_run(struct object *o);
#endif
