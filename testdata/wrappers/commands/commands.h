#ifndef COMMANDS_H
#define COMMANDS_H

struct client {
    int fd;
    char line[256];
};

typedef int (*command_fn)(struct client *c);

struct command {
    const char *name;
    command_fn run;
};

extern const struct command commands[];
int dispatch(struct client *c);
int cmd_get(struct client *c);
int cmd_save(struct client *c);
int cmd_quit(struct client *c);
int cmd_unused(struct client *c);

#endif
